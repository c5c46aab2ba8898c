// Where the person answers: the choices of the open question, help with it, and a field to type in.
import { suggest, type Suggesting } from "./combobox";
import { button, fold, h, paragraph, unique } from "./dom";
import { t } from "./teksten";
import type { Choice, Entry, State } from "./types";

export interface Answering {
  choose(ids: string[], labels: string[]): void;
  type(text: string): void;
  command(name: string): void;
  facts(): void;
  advice(): void;
  draft(text: string): void;
  // Extra buttons beside the field and the tools (speaking, hearing).
  extras(): Node[];
  maxText(): number;
}

type Field = HTMLInputElement | HTMLTextAreaElement;

export class Panel {
  readonly element = h("div", { class: "kt-panel", role: "group", tabindex: "-1", "aria-label": t("uw_antwoord") });
  private readonly question = h("div", { class: "kt-question" });
  private readonly composer = h("form", { class: "kt-composer", novalidate: true });
  private readonly help = h("div", { class: "kt-question" });
  private readonly tools = h("div", { class: "kt-tools" });
  private field: Field = h("textarea");
  private suggesting: Suggesting | null = null;
  private shown = "";
  private kind = "";

  constructor(private readonly answering: Answering) {
    this.element.append(this.question, this.help, this.composer, this.tools);
    this.composer.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.compose(null, "");
  }

  // Shows what can be answered now. `label` is the id of the element with the question's text.
  show(state: State, sending: boolean, label: string | null): void {
    const open = state.busy || sending ? null : state.open;
    this.element.setAttribute("aria-busy", String(state.busy || sending));
    const can = sending ? { back: false, change: false, advice: false, melding: false } : state.can;
    const now = JSON.stringify([open?.id, state.busy, can, sending]);
    if (now === this.shown) return;
    this.shown = now;
    const focused = this.focused();
    const inField = focused === this.field;
    const within = focused !== null && this.element.contains(focused);
    this.question.replaceChildren(...(open ? this.choices(open, label) : []));
    this.help.replaceChildren(...(open ? this.helping(open) : []));
    // The field comes first where it is what an answer is given with. (It is not what moves: moving
    // an element takes its focus away.)
    if (open && this.known(open).length) this.question.after(this.help);
    else this.composer.after(this.help);
    if (!state.busy && !sending) this.compose(state.open, this.field.value);
    this.tools.replaceChildren(...this.toolbar(state, sending, open, can));
    if (inField) this.field.focus();
    else if (within && this.focused() === null) this.focus();
  }

  // Puts the focus on the whole, which stays while its content changes.
  focus(): void {
    this.element.focus({ preventScroll: true });
  }

  fill(text: string): void {
    this.field.value = text;
    this.field.focus();
    this.answering.draft(text);
  }

  restore(text: string): void {
    this.field.value = text;
  }

  // Draws everything again at the next `show`, also when nothing changed.
  stale(): void {
    this.shown = "";
  }

  private focused(): Element | null {
    const root = this.element.getRootNode();
    return root instanceof ShadowRoot ? root.activeElement : null;
  }

  private choices(entry: Entry, label: string | null): Node[] {
    const { multi, progress } = entry.data;
    const made: Node[] = [];
    if (progress) {
      const words = t("voortgang", { n: progress.n, van: Math.max(progress.n, progress.of) });
      made.push(
        h(
          "div",
          { class: "kt-progress" },
          h("span", { id: "kt-progress" }, words),
          h("progress", { max: Math.max(progress.n, progress.of), value: progress.n, "aria-labelledby": "kt-progress" }),
        ),
      );
    }
    const known = this.known(entry);
    const name = label ? { "aria-labelledby": label } : { "aria-label": t("uw_antwoord") };
    if (multi && known.length) made.push(this.multi(entry, name));
    else if (known.length) {
      made.push(
        h(
          "div",
          { role: "group", class: "kt-choices", ...name },
          ...known.map((each) =>
            button("secondary", each.label, () => this.answering.choose([each.id], [each.label]), { class: "kt-choice" }),
          ),
        ),
      );
    }
    return made;
  }

  private known(entry: Entry): Choice[] {
    return (entry.data.choices ?? []).filter((each) => each.id !== entry.data.unknown);
  }

  // Gives what helps with a question: "weet ik niet", why it is asked, what is meant.
  private helping(entry: Entry): Node[] {
    const { help, example, why, terms = [], choices = [], unknown } = entry.data;
    const made: Node[] = [];
    const dont = choices.find((each) => each.id === unknown);
    if (dont) {
      made.push(
        button("secondary", dont.label, () => this.answering.choose([dont.id], [dont.label]), { class: "kt-unknown" }),
      );
    }
    const folds: Node[] = [];
    if (why) folds.push(fold(t("waarom"), paragraph(why)));
    const hints = [help, example].filter((each): each is string => !!each);
    if (hints.length) folds.push(fold(t("uitleg"), ...hints.map((each) => paragraph(each))));
    // Words that are in the text itself are explained there.
    const elsewhere = terms.filter((each) => !entry.text.toLowerCase().includes(each.term.toLowerCase()));
    folds.push(...elsewhere.map((each) => fold(t("woord", { term: each.term }), paragraph(each.uitleg))));
    if (folds.length) made.push(h("div", { class: "kt-folds" }, ...folds));
    return made;
  }

  private multi(entry: Entry, name: Record<string, string>): HTMLElement {
    const known = this.known(entry);
    const error = h("p", { class: "kt-error", id: unique("error"), role: "alert" });
    const boxes = known.map((each) => ({
      ...each,
      box: h("input", { type: "checkbox", id: unique("box"), class: "kt-box", value: each.id }),
    }));
    const group = h(
      "div",
      { role: "group", class: "kt-choices", ...name },
      h("p", { class: "nl-paragraph kt-hint" }, t("kies_meer")),
      ...boxes.map(({ box, label }) => h("label", { class: "kt-check", for: box.id }, box, h("span", {}, label))),
    );
    return h(
      "form",
      {
        class: "kt-multi",
        novalidate: true,
        onsubmit: (event: Event) => {
          event.preventDefault();
          const chosen = boxes.filter(({ box }) => box.checked);
          if (chosen.length) this.answering.choose(chosen.map((c) => c.id), chosen.map((c) => c.label));
          else {
            error.textContent = t("niets_gekozen");
            boxes[0]?.box.setAttribute("aria-describedby", error.id);
            boxes[0]?.box.focus();
          }
        },
      },
      group,
      error,
      h("button", { type: "submit", class: "nl-button nl-button--primary kt-confirm" }, t("bevestig")),
    );
  }

  private toolbar(state: State, sending: boolean, open: Entry | null, can: State["can"]): Node[] {
    const made: Node[] = [];
    if (can.advice) made.push(button("primary", t("bekijk_advies"), () => this.answering.advice(), { class: "kt-see" }));
    if (!state.open && !state.busy && !sending && state.last > 0) {
      made.push(button("primary", t("verder"), () => this.answering.command("resume")));
    }
    if (can.back) made.push(button("subtle", t("vorige"), () => this.answering.command("back")));
    if (can.change) made.push(button("subtle", t("overzicht"), () => this.answering.facts()));
    if (open) made.push(...this.answering.extras());
    return made;
  }

  // Makes the field fit the question; what was being typed stays.
  private compose(open: Entry | null, text: string): void {
    const input = open?.data.input ?? "text";
    const buttons = open !== null && this.known(open).length > 0;
    const kind = JSON.stringify([input, buttons, input === "place" ? open?.id : "", open?.data.min, open?.data.max]);
    if (kind === this.kind) return;
    this.kind = kind;
    const words = input === "number" ? t("typ_getal") : input === "place" ? t("typ_plaats") : buttons ? t("typ_zelf") : t("typ_antwoord");
    const error = h("p", { class: "kt-error", id: unique("error"), role: "alert" });
    const shared = { id: unique("field"), class: "utrecht-textbox utrecht-textbox--html-input kt-field", autocomplete: "off" };
    this.suggesting = null;
    const long = input !== "number" && input !== "place";
    this.field = long
      ? h("textarea", { ...shared, rows: 2 })
      : h("input", { ...shared, type: "text", inputmode: input === "number" ? "decimal" : "text", spellcheck: "false" });
    this.field.value = text;
    this.field.addEventListener("input", () => {
      this.answering.draft(this.field.value);
      this.complain("");
    });
    this.field.addEventListener("keydown", (event) => this.key(event as KeyboardEvent));
    const around = h("div", { class: "kt-combo" }, this.field);
    if (input === "place" && this.field instanceof HTMLInputElement) {
      this.suggesting = suggest(this.field, open?.data.suggestions ?? []);
      around.append(this.suggesting.list, this.suggesting.status);
    }
    this.field.setAttribute("data-min", String(open?.data.min ?? ""));
    this.field.setAttribute("data-max", String(open?.data.max ?? ""));
    this.field.setAttribute("data-input", input);
    this.composer.replaceChildren(
      h("label", { class: "kt-label", for: this.field.id }, words),
      h(
        "div",
        { class: "kt-row" },
        around,
        h("button", { type: "submit", class: `nl-button nl-button--${buttons ? "secondary" : "primary"} kt-send` }, t("verstuur")),
      ),
      error,
    );
  }

  private key(event: KeyboardEvent): void {
    if (this.suggesting?.key(event)) {
      event.preventDefault();
      return;
    }
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    }
  }

  private submit(): void {
    const text = this.field.value.trim();
    const wrong = this.wrong(text);
    if (wrong) {
      this.complain(wrong);
      this.field.focus();
      return;
    }
    this.field.value = "";
    this.answering.draft("");
    this.answering.type(text);
  }

  private wrong(text: string): string {
    if (!text) return t("niets_getypt");
    if (text.length > this.answering.maxText()) return t("te_lang");
    const { input, min, max } = this.field.dataset;
    // Words are fine too ("weet ik niet", "bijna 30"): only a bare number can be out of bounds.
    if (input === "number" && /^-?\d+([.,]\d+)?$/.test(text) && min && max) {
      const number = Number(text.replace(",", "."));
      if (number < Number(min) || number > Number(max)) return t("getal_grens", { min, max });
    }
    return "";
  }

  private complain(text: string): void {
    const error = this.composer.querySelector<HTMLElement>(".kt-error");
    if (!error || error.textContent === text) return;
    error.textContent = text;
    if (text) {
      this.field.setAttribute("aria-invalid", "true");
      this.field.setAttribute("aria-describedby", error.id);
    } else {
      this.field.removeAttribute("aria-invalid");
      this.field.removeAttribute("aria-describedby");
    }
  }
}
