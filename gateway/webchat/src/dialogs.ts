// The dialogs: wiping, speaking in, and sending a melding.
import { Problem, type Api, type Person } from "./api";
import { button, h, heading, list, paragraph, unique } from "./dom";
import { t } from "./teksten";
import type { Preview, State } from "./types";

// Opens a dialog over the chat; it leaves the page when it is closed, and the focus goes back.
export function open(within: ParentNode & Node, level: number, title: string, ...content: Node[]): HTMLDialogElement {
  const root = within.getRootNode();
  const from = root instanceof ShadowRoot ? root.activeElement : null;
  const head = heading(level, title, 3);
  head.id = unique("dialog");
  head.tabIndex = -1;
  const made = h("dialog", { class: "kt-dialog", "aria-labelledby": head.id }, head, ...content);
  made.addEventListener("close", () => {
    made.remove();
    if (from instanceof HTMLElement && from.isConnected) from.focus();
  });
  within.appendChild(made);
  made.showModal();
  head.focus();
  return made;
}

export function confirmErase(within: ParentNode & Node, level: number, yes: () => void): void {
  const dialog: HTMLDialogElement = open(
    within,
    level,
    t("wis_kop"),
    paragraph(t("wis_uitleg")),
    h(
      "div",
      { class: "kt-tools" },
      button("primary", t("wis_ja"), () => {
        dialog.close();
        yes();
      }),
      button("secondary", t("annuleer"), () => dialog.close()),
    ),
  );
}

export function confirmSpeech(within: ParentNode & Node, level: number, yes: () => void): void {
  const dialog: HTMLDialogElement = open(
    within,
    level,
    t("spreek_kop"),
    paragraph(t("spreek_uitleg")),
    h(
      "div",
      { class: "kt-tools" },
      button("primary", t("spreek_ja"), () => {
        dialog.close();
        yes();
      }),
      button("secondary", t("annuleer"), () => dialog.close()),
    ),
  );
}

export function moment(iso: string): string {
  return new Date(iso).toLocaleString("nl-NL", { dateStyle: "long", timeStyle: "short" });
}

type Field = "naam" | "telefoon" | "email";

const FIELDS: readonly [Field, "melding_naam" | "melding_telefoon" | "melding_email", string, string][] = [
  ["naam", "melding_naam", "text", "name"],
  ["telefoon", "melding_telefoon", "tel", "tel"],
  ["email", "melding_email", "email", "email"],
];

// Shows exactly what would be sent; sends only that, and only with consent.
export function melding(within: ParentNode & Node, level: number, api: Api, state: State | null): void {
  const body = h("div", { class: "kt-melding" });
  const dialog = open(within, level, t("melding_kop"), body);
  const close = (): HTMLElement => button("secondary", t("sluit"), () => dialog.close());
  const sent = state?.melding;
  if (sent) {
    body.append(
      paragraph(t("melding_was", { datum: moment(sent.sent_at), kenmerk: sent.reference })),
      h("div", { class: "kt-tools" }, close()),
    );
    return;
  }
  const person: Person = {};
  let shown: Preview | null = null;
  let newest = 0;
  let pending: Promise<void> = Promise.resolve();
  const text = h("div", { class: "kt-paper", role: "group", tabindex: "0", "aria-label": t("melding_voorbeeld") });
  const terms = h("div", {});
  const intro = h("div", {});
  const error = h("p", { class: "kt-error", role: "alert", id: unique("error") });
  const consent = h("input", {
    type: "checkbox",
    class: "kt-box",
    id: unique("box"),
    onchange: () => {
      error.textContent = "";
      consent.removeAttribute("aria-describedby");
    },
  });

  const fail = (problem: unknown): void => {
    error.textContent = (problem instanceof Problem && problem.detail) || t("fout");
  };

  const refresh = async (): Promise<void> => {
    const mine = ++newest;
    shown = null;
    try {
      const found = await api.preview(person);
      if (mine !== newest) return;
      shown = found;
      text.textContent = found.text;
      intro.replaceChildren(paragraph(t("melding_intro", { aan: found.to })));
      terms.replaceChildren(list(found.terms));
      error.textContent = "";
    } catch (problem) {
      if (mine === newest) fail(problem);
    }
  };

  const send = async (): Promise<void> => {
    if (!consent.checked) {
      error.textContent = t("melding_akkoord_eerst");
      consent.setAttribute("aria-describedby", error.id);
      consent.focus();
      return;
    }
    await pending;
    if (!shown) return;
    try {
      const done = await api.sendMelding(shown.digest, person);
      const head = heading(level, t("melding_klaar_kop"), 3);
      head.tabIndex = -1;
      dialog.setAttribute("aria-label", t("melding_klaar_kop"));
      dialog.removeAttribute("aria-labelledby");
      dialog.replaceChildren(
        head,
        paragraph(t("melding_klaar", { datum: moment(done.sent_at), kenmerk: done.reference })),
        heading(level + 1, t("melding_termijnen"), 3),
        list(done.terms),
        h("div", { class: "kt-tools" }, close()),
      );
      head.focus();
    } catch (problem) {
      fail(problem);
      if (problem instanceof Problem && problem.code === "melding_changed") {
        consent.checked = false;
        pending = refresh();
      }
    }
  };

  body.append(
    intro,
    h(
      "form",
      {
        novalidate: true,
        onsubmit: (event: Event) => {
          event.preventDefault();
          void send();
        },
      },
      paragraph(t("melding_contact")),
      ...FIELDS.map(([name, label, type, autocomplete]) => {
        const field = h("input", {
          id: unique("field"),
          type,
          autocomplete,
          class: "utrecht-textbox utrecht-textbox--html-input kt-field",
          onchange: () => {
            person[name] = field.value.trim();
            // Another text is another consent.
            consent.checked = false;
            pending = refresh();
          },
        });
        return h("div", { class: "kt-field-row" }, h("label", { class: "kt-label", for: field.id }, t(label)), field);
      }),
      heading(level + 1, t("melding_voorbeeld"), 3),
      text,
      heading(level + 1, t("melding_termijnen"), 3),
      terms,
      h("label", { class: "kt-check", for: consent.id }, consent, h("span", {}, t("melding_akkoord"))),
      error,
      h(
        "div",
        { class: "kt-tools" },
        h("button", { type: "submit", class: "nl-button nl-button--primary" }, t("melding_stuur")),
        button("secondary", t("annuleer"), () => dialog.close()),
      ),
    ),
  );
  pending = refresh();
}
