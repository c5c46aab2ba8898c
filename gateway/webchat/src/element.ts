// <keukentafel-chat>: the whole chat as one element. Attributes:
//   gateway  the address of the gateway (default: where the script came from)
//   level    the level of its heading (default 2)
//   leave    where "snel weg" goes
import { Api, Problem, type Listener } from "./api";
import { confirmErase, confirmSpeech, melding, open as openDialog } from "./dialogs";
import { button, h, heading, paragraph } from "./dom";
import { Log } from "./log";
import { Menu } from "./menu";
import { Outbox } from "./outbox";
import { Panel } from "./panel";
import { practiceStart, save } from "./practice";
import { forget, keep, readKept } from "./session";
import { canHear, canRead, listen, read, stopReading, whenVoices } from "./speech";
import { Hearing } from "./stream";
import { eigenTeksten, t } from "./teksten";
import type { Config, Entry, Fact, Message, State } from "./types";
import { advice, closed, ended, facts, office, start } from "./views";

declare const STYLES: string;

const LEAVE = "https://www.knmi.nl/";
const BASIC_THEME = "/theme/voorbeeld.css";
const TYPING_AFTER = 1000;
const GOOD_NEWS = 4000;

let home = location.origin;

// Sets where the script came from.
export function setHome(origin: string): void {
  home = origin;
}

let sheet: CSSStyleSheet | null = null;

export class KeukentafelChat extends HTMLElement {
  private readonly root = this.attachShadow({ mode: "open" });
  private api = new Api(home);
  private base = home;
  private config: Config | null = null;
  private log!: Log;
  private panel: Panel | null = null;
  private menu!: Menu;
  private outbox: Outbox | null = null;
  private hearing: Hearing | null = null;
  private state: State | null = null;
  private size = "";
  private scheme = "";
  private draft = "";
  private lost = false;
  private outage = "";
  // The last entry that is known to be there: until it was heard, what is known is old.
  private awaited = 0;
  private scrolls = false;
  private newest: HTMLElement | null = null;
  private reading = false;
  private unhear: (() => void) | null = null;
  private typingTimer = 0;
  private readonly shell = h("div", { class: "kt", lang: "nl" });
  private readonly head = h("div", { class: "kt-head" });
  private readonly banner = h("div", { role: "status", class: "kt-banner" });
  private readonly typing = h("div", { role: "status", class: "kt-typing" });
  private readonly talk = h("div", { class: "kt-talk" });
  private readonly view = h("div", { class: "kt-other" });
  private readonly quick = h("div", { class: "kt-quick", hidden: true });
  private readonly dark = matchMedia("(prefers-color-scheme: dark)");

  connectedCallback(): void {
    if (this.shell.isConnected) return;
    this.base = (this.getAttribute("gateway") ?? home).replace(/\/$/, "");
    this.api = new Api(this.base);
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLES);
    }
    this.root.adoptedStyleSheets = [sheet];
    this.root.append(this.shell);
    this.dark.addEventListener("change", this.paint);
    window.addEventListener("online", this.online);
    window.addEventListener("offline", this.offline);
    window.addEventListener("beforeprint", this.unfold);
    whenVoices(() => {
      this.panel?.stale();
      this.panelAgain();
    });
    const kept = readKept();
    if (kept) {
      this.size = kept.size;
      this.scheme = kept.scheme;
      this.draft = kept.draft;
    }
    this.paint();
    void this.configure().then(() => {
      if (kept) void this.resume(kept.token, kept.outbox);
      else this.showStart(false);
    });
  }

  disconnectedCallback(): void {
    this.dark.removeEventListener("change", this.paint);
    window.removeEventListener("online", this.online);
    window.removeEventListener("offline", this.offline);
    window.removeEventListener("beforeprint", this.unfold);
    this.quiet();
  }

  private get level(): number {
    return Number(this.getAttribute("level")) || 2;
  }

  private readonly paint = (): void => {
    const wanted = this.scheme || (this.dark.matches ? "dark" : "light");
    this.setAttribute("data-scheme", wanted);
    this.setAttribute("data-size", this.size);
  };

  private async configure(): Promise<void> {
    try {
      this.config = await this.api.config();
      eigenTeksten(this.config.texts);
      if (this.config.theme !== BASIC_THEME) await this.theme(this.base + this.config.theme);
    } catch {
      // The chat's own texts and theme do.
    }
  }

  private theme(address: string): Promise<void> {
    return new Promise((done) => {
      const link = h("link", { rel: "stylesheet", href: address, onload: () => done(), onerror: () => done() });
      this.root.prepend(link);
    });
  }

  // -- views ---------------------------------------------------------------------------------

  private frame(): void {
    const title = heading(this.level, t("titel"), 2);
    title.id = "kt-title";
    this.menu = new Menu({
      ...this.looks(),
      actions: () => this.actions(),
    });
    this.quick.hidden = true;
    this.quick.replaceChildren(button("secondary", t("weg"), () => this.leave(), { class: "kt-leave" }));
    this.head.replaceChildren(title, this.menu.toggle, this.menu.panel);
    this.banner.textContent = "";
    this.shell.replaceChildren(this.head, this.quick, this.banner);
  }

  private looks(): { size: string; scheme: string; look(size: string, scheme: string): void } {
    const looks = {
      size: this.size,
      scheme: this.scheme,
      look: (size: string, scheme: string): void => {
        looks.size = this.size = size;
        looks.scheme = this.scheme = scheme;
        this.paint();
        this.keep();
      },
    };
    return looks;
  }

  private showStart(focus: boolean): void {
    this.frame();
    if (this.config?.off) {
      this.view.replaceChildren(closed(this.level, this.config.off, this.config.contact));
      this.shell.append(this.view);
      this.view.hidden = false;
      return;
    }
    const { config } = this;
    const practice = config?.features.practice
      ? practiceStart((code, go, error) => void this.begin(go, error, code))
      : null;
    const shown = start(
      this.level,
      config?.retention_hours ?? 24,
      config?.contact ?? null,
      () => void this.begin(shown.begin, shown.error),
      practice,
    );
    this.view.replaceChildren(shown.element);
    this.shell.append(this.view);
    this.view.hidden = false;
    if (focus) shown.begin.focus();
  }

  private async begin(go: HTMLButtonElement, error: HTMLElement, code?: string): Promise<void> {
    if (go.getAttribute("aria-disabled")) return;
    const label = go.textContent;
    go.setAttribute("aria-disabled", "true");
    go.textContent = t("bezig_begin");
    error.textContent = "";
    try {
      this.api.token = await this.api.begin(code);
    } catch (problem) {
      go.removeAttribute("aria-disabled");
      go.textContent = label;
      error.textContent = (problem instanceof Problem && problem.detail) || t("begin_fout");
      return;
    }
    this.awaited = 0;
    this.showTalk([]);
    this.keep();
    this.scrolls = true;
    this.wait();
    this.panel?.focus();
    this.hear(0);
  }

  private showTalk(waiting: Message[]): void {
    this.frame();
    this.log = new Log(() => this.leave());
    this.panel = new Panel({
      choose: (ids, labels) => this.send({ id: crypto_id(), choices: ids }, labels.join("; ")),
      type: (text) => this.send({ id: crypto_id(), text }, text),
      command: (name) => this.command(name),
      facts: () => void this.showFacts(),
      advice: () => void this.showAdvice(),
      draft: (text) => {
        this.draft = text;
        this.keep();
      },
      extras: () => this.extras(),
      maxText: () => this.config?.max_text ?? 4000,
    });
    this.panel.restore(this.draft);
    this.talk.replaceChildren(this.log.element, this.typing, this.panel.element);
    this.talk.hidden = false;
    this.view.replaceChildren();
    this.view.hidden = true;
    this.shell.append(this.talk, this.view);
    this.outbox = new Outbox(
      this.api,
      {
        changed: () => {
          this.keep();
          this.panelAgain();
        },
        stuck: (detail) => this.trouble(true, detail),
        through: (message, seq) => {
          this.awaited = seq;
          this.trouble(false);
          this.log.tell(message.id, "");
          this.wait();
        },
        refused: (message, problem) => {
          this.log.tell(message.id, t("niet_gelukt"));
          this.say(problem.detail || t("fout"));
          this.panelAgain();
        },
        gone: (problem) => this.over(t("weg_kop"), problem.detail),
      },
      waiting,
    );
  }

  private async resume(token: string, waiting: Message[]): Promise<void> {
    this.api.token = token;
    this.showTalk(waiting);
    let after = 0;
    try {
      const found = await this.api.conversation(0);
      after = found.last;
      this.log.replay(found.entries);
      const there = new Set(found.entries.map((each) => each.id));
      this.notice(found.entries);
      for (const each of waiting) if (!there.has(each.id)) this.log.said(each, words(each));
      this.stateIs(found);
      this.log.element.lastElementChild?.scrollIntoView({ block: "start" });
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 401) {
        this.over(t("weg_kop"), problem.detail);
        return;
      }
      for (const each of waiting) this.log.said(each, words(each));
      this.trouble(true);
    }
    this.outbox?.start();
    this.hear(after);
  }

  private async showFacts(): Promise<void> {
    let found: Fact[];
    try {
      found = await this.api.facts();
    } catch (problem) {
      this.failed(problem);
      return;
    }
    this.other(facts(this.level, found, (fact) => this.change(fact), () => this.back()));
  }

  private async showAdvice(): Promise<void> {
    const features = this.config?.features;
    try {
      const found = await this.api.advice();
      this.other(
        advice(this.level, found, {
          back: () => this.back(),
          pdf: features?.pdf === false ? null : () => void this.save("/api/advice.pdf", "advies.pdf", t("pdf_klaar")),
          melding: this.mayMelding() ? () => this.melding() : null,
        }),
      );
    } catch (problem) {
      this.failed(problem);
    }
  }

  private other(element: HTMLElement): void {
    this.talk.hidden = true;
    this.view.replaceChildren(element);
    this.view.hidden = false;
    this.menu.show(false);
    const head = element.querySelector<HTMLElement>("[tabindex='-1']");
    head?.focus({ preventScroll: true });
    this.shell.scrollIntoView({ block: "start" });
  }

  private back(): void {
    if (this.view.hidden) return;
    this.view.hidden = true;
    this.view.replaceChildren();
    this.talk.hidden = false;
    this.panel?.focus();
    this.panel?.element.scrollIntoView({ block: "nearest" });
  }

  private over(title: string, text: string): void {
    this.quiet();
    forget();
    this.api.token = "";
    this.draft = "";
    this.state = null;
    this.talk.replaceChildren();
    this.talk.hidden = true;
    this.frame();
    const shown = ended(this.level, title, text, () => this.showStart(true));
    this.view.replaceChildren(shown);
    this.view.hidden = false;
    this.shell.append(this.view);
    shown.querySelector<HTMLElement>("[tabindex='-1']")?.focus();
  }

  // -- what is heard -------------------------------------------------------------------------

  private hear(after: number): void {
    const listener: Listener = {
      entry: (entry) => this.entry(entry),
      typing: (typing) => this.showTyping(typing),
      state: (state) => this.stateIs(state),
      end: (text) => this.over(t("weg_kop"), text || t("gewist")),
      line: (works) => this.trouble(!works),
    };
    this.hearing = new Hearing(this.api, this.base, listener, after);
    this.hearing.start();
  }

  private entry(entry: Entry): void {
    const made = this.log.add(entry);
    if (entry.from !== "person") this.showTyping(false);
    this.notice([entry]);
    if (made && this.scrolls && entry.from !== "person") {
      this.scrolls = false;
      this.newest = made;
      made.scrollIntoView({ block: "start" });
    }
  }

  private notice(entries: readonly Entry[]): void {
    if (entries.some((each) => each.data.snel_weg)) this.quick.hidden = false;
  }

  private stateIs(state: State): void {
    this.state = state;
    if (!state.busy) this.showTyping(false);
    this.panelAgain();
    // Only with the choices below it can a new message come to the top.
    if (!state.busy && this.newest) {
      this.newest.scrollIntoView({ block: "start" });
      this.newest = null;
    }
  }

  private panelAgain(): void {
    if (!this.state || !this.outbox) return;
    const label = this.state.open ? this.log.label(this.state.open.id) : null;
    const sending = this.outbox.queue.length > 0 || this.state.last < this.awaited;
    this.panel?.show(this.state, sending, label);
  }

  private showTyping(typing: boolean): void {
    clearTimeout(this.typingTimer);
    const text = typing ? t("typt") : "";
    if (this.typing.textContent !== text) this.typing.textContent = text;
  }

  private wait(): void {
    clearTimeout(this.typingTimer);
    this.typingTimer = window.setTimeout(() => {
      if (!this.state || this.state.busy) this.showTyping(true);
    }, TYPING_AFTER);
  }

  // -- what is said --------------------------------------------------------------------------

  private send(message: Message, text: string): void {
    stopReading();
    this.reading = false;
    const active = this.root.activeElement;
    const typed = active?.classList.contains("kt-field");
    this.scrolls = true;
    this.log.said(message, text);
    this.outbox?.add(message);
    if (!typed) this.panel?.focus();
  }

  private command(name: string): void {
    this.back();
    this.send({ id: crypto_id(), command: name }, words({ id: "", command: name }));
  }

  private change(fact: Fact): void {
    this.back();
    this.send({ id: crypto_id(), change: fact.kenmerk }, t("verander_wat", { label: fact.label }));
  }

  private keep(): void {
    if (!this.api.token) return;
    keep({ token: this.api.token, outbox: this.outbox?.queue ?? [], draft: this.draft, size: this.size, scheme: this.scheme });
  }

  // -- trouble -------------------------------------------------------------------------------

  private say(text: string): void {
    this.banner.textContent = text;
  }

  private trouble(now: boolean, detail = ""): void {
    if (now) {
      // What the gateway said stays until a message gets through: it may be help in danger.
      this.outage = detail || this.outage;
      for (const each of this.outbox?.queue ?? []) this.log.tell(each.id, t("nog_niet"));
      this.lost = true;
      this.showTyping(false);
      const text = this.outage || (navigator.onLine ? t("wacht") : t("geen_net"));
      if (this.banner.textContent !== text) this.say(text);
      return;
    }
    if (!this.lost) return;
    this.lost = false;
    this.outage = "";
    const text = t("weer_net");
    this.say(text);
    setTimeout(() => {
      if (this.banner.textContent === text) this.say("");
    }, GOOD_NEWS);
  }

  private readonly online = (): void => {
    this.outbox?.hurry();
    this.hearing?.hurry();
  };

  private readonly offline = (): void => {
    if (this.outbox) this.trouble(true);
  };

  // On paper nothing can be unfolded any more.
  private readonly unfold = (): void => {
    this.root.querySelectorAll<HTMLDetailsElement>(".kt-advice details").forEach((each) => (each.open = true));
  };

  private failed(problem: unknown): void {
    if (problem instanceof Problem && problem.status === 401) this.over(t("weg_kop"), problem.detail);
    else if (problem instanceof Problem && problem.detail) this.say(problem.detail);
    else this.trouble(true);
  }

  // -- the menu ------------------------------------------------------------------------------

  private actions(): [string, () => void][] {
    if (!this.api.token) return [[t("mens"), () => this.human()]];
    const made: [string, () => void][] = [
      [t("overzicht"), () => void this.showFacts()],
      [t("bewaar"), () => void this.save("/api/transcript", "gesprek.txt", t("bewaard"))],
      [t("mens"), () => this.command("human")],
      [t("opnieuw"), () => this.command("restart")],
      [t("wis"), () => confirmErase(this.shell, this.level + 1, () => void this.erase())],
    ];
    if (this.mayMelding()) made.splice(1, 0, [t("melding"), () => this.melding()]);
    return made;
  }

  private human(): void {
    const contact = this.config?.contact ?? {};
    const dialog: HTMLDialogElement = openDialog(
      this.shell,
      this.level + 1,
      t("mens_kop"),
      paragraph(t("mens_uitleg", { organisatie: contact.organisatie ?? "uw gemeente" })),
      ...office(contact),
      h("div", { class: "kt-tools" }, button("secondary", t("sluit"), () => dialog.close())),
    );
  }

  private mayMelding(): boolean {
    const { state, config } = this;
    return config?.features.melding !== false && !!(state?.can.melding || state?.melding);
  }

  private melding(): void {
    melding(this.shell, this.level + 1, this.api, this.state);
  }

  private async save(path: string, name: string, done: string): Promise<void> {
    try {
      save(await this.api.file(path), name);
      this.say(done);
    } catch (problem) {
      this.say((problem instanceof Problem && problem.detail) || t("download_fout"));
    }
  }

  private async erase(): Promise<void> {
    this.quiet();
    try {
      await this.api.erase();
      this.over(t("gewist_kop"), t("gewist"));
    } catch (problem) {
      if (problem instanceof Problem && (problem.status === 401 || problem.code === "erase_failed")) {
        this.over(t("gewist_kop"), problem.status === 401 ? t("gewist") : problem.detail);
        return;
      }
      this.say(t("fout"));
      this.hear(this.state?.last ?? 0);
      this.outbox?.start();
    }
  }

  // Leaves at once: nothing stays on the screen, in the tab or in the way back.
  private leave(): void {
    this.quiet();
    forget();
    if (this.api.token) void this.api.erase().catch(() => undefined);
    this.root.replaceChildren();
    location.replace(this.getAttribute("leave") ?? LEAVE);
  }

  private quiet(): void {
    clearTimeout(this.typingTimer);
    stopReading();
    this.unhear?.();
    this.outbox?.stop();
    this.hearing?.stop();
  }

  // -- speaking ------------------------------------------------------------------------------

  private extras(): Node[] {
    const made: Node[] = [];
    const { features } = this.config ?? {};
    if (features?.read_aloud !== false && canRead()) {
      const aloud = button("subtle", t("voorlezen"), () => {
        this.reading = !this.reading;
        aloud.textContent = t(this.reading ? "voorlezen_stop" : "voorlezen");
        if (!this.reading) stopReading();
        else {
          read(this.log.latest(), () => {
            this.reading = false;
            aloud.textContent = t("voorlezen");
          });
        }
      });
      made.push(aloud);
    }
    if (features?.dictation !== false && canHear()) {
      const ear = button("subtle", t("spreek"), () => {
        if (this.unhear) this.unhear();
        else confirmSpeech(this.shell, this.level + 1, () => this.listen(ear));
      });
      made.push(ear);
    }
    return made;
  }

  private listen(ear: HTMLButtonElement): void {
    ear.textContent = t("spreek_stop");
    this.unhear = listen(
      (text) => this.panel?.fill(text),
      (failed) => {
        this.unhear = null;
        ear.textContent = t("spreek");
        if (failed) this.say(t("spreek_fout"));
      },
    );
  }
}

// Gives an id for a message. (randomUUID is not there on pages without https.)
function crypto_id(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");
}

const COMMANDS: Record<string, () => string> = {
  back: () => t("vorige"),
  resume: () => t("verder"),
  human: () => t("mens"),
  restart: () => t("opnieuw"),
};

// Gives the words that stand for a message until the gateway has it.
function words(message: Message): string {
  if ("text" in message) return message.text;
  if ("command" in message) return COMMANDS[message.command]?.() ?? message.command;
  return "change" in message ? t("verander") : t("uw_antwoord");
}
