// The conversation itself: a log that screen readers announce, each message once.
import { call, h, paragraph, rich, unique } from "./dom";
import { practiceShown } from "./practice";
import { t, type Sleutel } from "./teksten";
import type { Contact, Entry, Message, Term } from "./types";

// How long a log that came back stays silent, so that what was said before is not said again.
const SILENT = 1000;

const SENDERS: Record<Entry["from"], Sleutel> = {
  assistant: "computer_zegt",
  person: "u_zei",
  system: "chat_zegt",
};

export class Log {
  readonly element = h("div", {
    role: "log",
    class: "kt-log",
    "aria-label": t("gesprek"),
    "aria-relevant": "additions",
  });
  private readonly waiting = new Map<string, HTMLElement>();
  private readonly texts = new Map<string, HTMLElement>();

  constructor(private readonly leave: () => void) {}

  // Puts back what was said before; nothing of it is announced.
  replay(entries: readonly Entry[]): void {
    this.element.setAttribute("aria-live", "off");
    for (const each of entries) this.add(each);
    setTimeout(() => this.element.removeAttribute("aria-live"), SILENT);
  }

  // Adds a message; gives its element, or null when it was there already (the person's own).
  add(entry: Entry): HTMLElement | null {
    const own = this.waiting.get(entry.id);
    if (own) {
      // What came back is what is kept: with names and numbers masked.
      own.querySelector(".kt-text")?.replaceChildren(...rich(entry.text));
      own.querySelector(".kt-state")?.remove();
      this.waiting.delete(entry.id);
      return null;
    }
    const made = message(entry);
    const text = made.querySelector<HTMLElement>(".kt-text");
    if (text && entry.from === "assistant") this.texts.set(entry.id, text);
    if (text) explain(text, entry.data.terms ?? []);
    if (entry.kind === "danger") made.append(...this.help(entry));
    this.element.append(made);
    return made;
  }

  // Shows at once what the person said, before the gateway has it.
  said(message_: Message, text: string): void {
    const made = message({ seq: 0, id: message_.id, from: "person", kind: "text", text, data: {} });
    made.append(h("p", { class: "kt-state" }));
    this.waiting.set(message_.id, made);
    this.element.append(made);
  }

  // Says beside a message how its sending goes; an empty text takes that away.
  tell(id: string, text: string): void {
    const state = this.waiting.get(id)?.querySelector(".kt-state");
    if (state && state.textContent !== text) state.textContent = text;
  }

  // Gives the id of the element that holds the text of a message, for what is labelled by it.
  label(id: string): string | null {
    return this.texts.get(id)?.id ?? null;
  }

  // Gives what the assistant said after the last message of the person, to read aloud.
  latest(): string {
    const parts: string[] = [];
    for (const each of Array.from(this.element.children).reverse()) {
      if (each.classList.contains("kt-from-person")) break;
      parts.unshift(each.querySelector(".kt-text")?.textContent ?? "");
    }
    return parts.join("\n");
  }

  private help(entry: Entry): Node[] {
    const made: Node[] = (entry.data.contacten ?? []).flatMap((each) => contact(each));
    if (entry.data.snel_weg) {
      made.push(
        h("button", { type: "button", class: "nl-button nl-button--secondary kt-leave", onclick: this.leave }, t("weg")),
        h("p", { class: "nl-paragraph kt-small" }, t("weg_uitleg")),
      );
    }
    return made;
  }
}

function message(entry: Entry): HTMLElement {
  const { lang } = entry.data;
  return h(
    "div",
    { class: `kt-message kt-from-${entry.from} kt-kind-${entry.kind}`, "data-id": entry.id },
    h("span", { class: "kt-hidden" }, t(SENDERS[entry.from])),
    h(
      "div",
      { class: "kt-text", id: unique("text"), lang, dir: lang === "ar" ? "rtl" : null },
      ...(practiceShown(entry) ?? rich(shownText(entry))),
    ),
  );
}

// Gives the text without the lines that are shown as numbers to tap.
function shownText(entry: Entry): string {
  const numbers = (entry.data.contacten ?? []).map((each) => each.nummer ?? each.naam);
  return entry.text
    .split("\n")
    .filter((line) => !(line.startsWith("- ") && numbers.some((each) => line.includes(each))))
    .join("\n");
}

function contact(contact_: Contact): Node[] {
  const { naam, nummer, wanneer, site } = contact_;
  const links: Node[] = [];
  if (nummer) links.push(call(nummer, t("bel", { nummer })));
  if (site) {
    const address = /^https?:/.test(site) ? site : `https://${site}`;
    links.push(
      h(
        "a",
        { class: "nl-link kt-site", href: address, target: "_blank", rel: "noopener noreferrer" },
        t("naar_site", { site: site.replace(/^https?:\/\/(www\.)?|\/$/g, "") }),
        h("span", { class: "kt-hidden" }, ` (${t("nieuw_venster")})`),
      ),
    );
  }
  if (!links.length) return [];
  return [h("div", { class: "kt-contact" }, h("p", { class: "nl-paragraph" }, h("strong", {}, naam)), wanneer ? paragraph(wanneer) : null, ...links)];
}

// Makes the first place of each word that can be explained something to tap.
export function explain(within: HTMLElement, terms: readonly Term[]): void {
  for (const { term, uitleg } of terms) {
    const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node as Text;
      const place = text.data.toLowerCase().indexOf(term.toLowerCase());
      if (place < 0 || text.parentElement?.closest("button, .kt-meaning")) continue;
      const word = text.splitText(place);
      word.splitText(term.length);
      const meaning = h("span", { class: "kt-meaning", id: unique("meaning"), hidden: true }, uitleg);
      const tap = h(
        "button",
        {
          type: "button",
          class: "kt-term",
          "aria-expanded": "false",
          "aria-controls": meaning.id,
          onclick: () => {
            meaning.hidden = !meaning.hidden;
            tap.setAttribute("aria-expanded", String(!meaning.hidden));
          },
        },
        word.data,
      );
      word.replaceWith(tap);
      (text.parentElement ?? within).append(meaning);
      break;
    }
  }
}
