// The views beside the conversation: the start, what was understood, the advice, the end.
import { button, call, fold, h, heading, list, paragraph, rich } from "./dom";
import { t } from "./teksten";
import type { Advice, Block, Fact, Lines, Office } from "./types";

// How the gemeente (or somebody else) is reached.
export function office(found: Office | null, unknown = true): Node[] {
  if (!found) return [];
  const { telefoon, website, bezoek, openingstijden } = found;
  const made: Node[] = [];
  if (telefoon) made.push(call(telefoon, t("bel", { nummer: telefoon })));
  if (website) {
    const address = /^https?:/.test(website) ? website : `https://${website}`;
    made.push(h("p", {}, h("a", { class: "nl-link kt-site", href: address, rel: "noreferrer" }, t("naar_site", { site: website }))));
  }
  if (bezoek) made.push(paragraph(bezoek));
  if (openingstijden) made.push(paragraph(t("mens_open", { tijden: openingstijden })));
  if (!made.length && unknown) made.push(paragraph(t("mens_onbekend")));
  return made;
}

export function start(
  level: number,
  hours: number,
  contact: Office | null,
  begin: () => void,
  practice: HTMLElement | null,
): { element: HTMLElement; begin: HTMLButtonElement; error: HTMLElement } {
  const error = h("p", { class: "kt-error", role: "alert" });
  const go = button("primary", t("begin"), begin, { class: "kt-begin" });
  const people = h(
    "div",
    { class: "kt-card", id: "kt-mens", hidden: true, tabindex: "-1" },
    heading(level + 1, t("mens_kop"), 3),
    paragraph(t("mens_uitleg", { organisatie: contact?.organisatie ?? "uw gemeente" })),
    ...office(contact ?? {}),
  );
  const human = button(
    "secondary",
    t("mens"),
    () => {
      people.hidden = !people.hidden;
      human.setAttribute("aria-expanded", String(!people.hidden));
    },
    { "aria-expanded": "false", "aria-controls": people.id },
  );
  const element = h(
    "div",
    { class: "kt-view kt-start" },
    h("p", { class: "nl-paragraph kt-lead" }, t("intro")),
    list([t("start_computer"), t("start_besluit"), t("start_tijd")]),
    h(
      "div",
      { class: "kt-card" },
      heading(level + 1, t("start_gegevens_kop"), 3),
      paragraph(t("start_gegevens", { uren: hours })),
      paragraph(t("start_nummer")),
    ),
    h("div", { class: "kt-tools" }, go, human),
    error,
    people,
    practice,
    h("p", { class: "nl-paragraph kt-urgent" }, ...linked(t("gevaar_nu"))),
  );
  return { element, begin: go, error };
}

// What stands there while the gemeente has switched the chat off: how to reach people.
export function closed(level: number, text: string, contact: Office | null): HTMLElement {
  return h(
    "div",
    { class: "kt-view kt-start" },
    h("p", { class: "nl-paragraph kt-lead" }, text),
    h(
      "div",
      { class: "kt-card" },
      heading(level + 1, t("mens_kop"), 3),
      paragraph(t("mens_uitleg", { organisatie: contact?.organisatie ?? "uw gemeente" })),
      ...office(contact ?? {}),
    ),
    h("p", { class: "nl-paragraph kt-urgent" }, ...linked(t("gevaar_nu"))),
  );
}

// Makes 112 in a sentence a number to tap.
function linked(text: string): (Node | string)[] {
  const [before, after] = text.split("112");
  if (after === undefined) return [text];
  return [before ?? "", h("a", { class: "nl-link kt-number", href: "tel:112" }, "112"), after];
}

export function ended(level: number, title: string, text: string, again: () => void): HTMLElement {
  const head = heading(level + 1, title, 2);
  head.tabIndex = -1;
  return h(
    "div",
    { class: "kt-view kt-ended" },
    head,
    paragraph(text),
    h("div", { class: "kt-tools" }, button("primary", t("opnieuw"), again)),
  );
}

export function facts(
  level: number,
  found: readonly Fact[],
  change: (fact: Fact) => void,
  back: () => void,
): HTMLElement {
  const head = heading(level + 1, t("feiten_kop"), 2);
  head.tabIndex = -1;
  return h(
    "div",
    { class: "kt-view kt-facts" },
    head,
    paragraph(found.length ? t("feiten_intro") : t("feiten_leeg")),
    found.length
      ? h(
          "ul",
          { class: "kt-fact-list" },
          ...found.map((each) =>
            h(
              "li",
              { class: "kt-fact" },
              h("div", {}, h("span", { class: "kt-fact-label" }, each.label), h("span", { class: "kt-fact-value" }, each.value)),
              button("secondary", t("verander"), () => change(each), { "aria-label": t("verander_wat", { label: each.label }) }),
            ),
          ),
        )
      : null,
    h("div", { class: "kt-tools" }, button("primary", t("terug"), back)),
  );
}

function part(found: Lines | null): Node[] {
  if (!found?.lines.length) return [];
  return [paragraph(found.intro), list(found.lines)];
}

function block(level: number, found: Block, alone: boolean): HTMLElement {
  const inner = alone ? level : level + 1;
  const sub = (title: string): HTMLElement => heading(inner, title, 3);
  const section = (title: string, nodes: Node[]): Node[] => (nodes.length ? [sub(title), ...nodes] : []);
  const made: Node[] = alone ? [] : [heading(level, found.heading, 2)];
  if (found.warning) made.push(h("div", { class: "kt-card kt-warning" }, ...rich(found.warning)));
  // What is told of a product stands with it.
  const told = found.products.map((each) => each.samenvatting);
  const outcome = found.outcome.split("\n").filter((line) => !told.includes(line));
  made.push(sub(t("advies_past")), ...rich(outcome.join("\n")));
  for (const each of found.products) {
    made.push(
      h(
        "div",
        { class: "kt-card kt-product" },
        h("p", { class: "nl-paragraph" }, h("strong", {}, each.code ? `${each.naam} (${each.code})` : each.naam)),
        ...(each.samenvatting ? rich(each.samenvatting) : []),
      ),
    );
  }
  made.push(...part(found.why), ...part(found.against));
  made.push(
    ...section(
      t("advies_waarom_niet"),
      found.why_not.length
        ? [list(found.why_not.map((each) => h("span", {}, h("strong", {}, `${each.naam}: `), each.reden)))]
        : [],
    ),
    ...section(t("advies_mist"), part(found.missing)),
    // Long, and only for who wants to know.
    ...(found.changes?.lines.length ? [fold(t("advies_verandert"), ...part(found.changes))] : []),
    ...section(t("advies_let_op"), found.signals.length ? [list(found.signals)] : []),
    ...section(
      t("advies_bronnen"),
      found.sources.length
        ? [list(found.sources.map((each) => (each.kop ? `${each.document}, ${each.kop}` : each.document)))]
        : [],
    ),
  );
  if (found.catalogus) {
    made.push(
      paragraph(
        t("advies_versie", { stelsel: found.catalogus.stelsel, versie: found.catalogus.geldig_vanaf ?? found.engine ?? "–" }),
        "kt-small",
      ),
    );
  }
  return h("section", { class: "kt-block" }, ...made);
}

export interface AdviceActions {
  back(): void;
  pdf: (() => void) | null;
  melding: (() => void) | null;
}

export function advice(level: number, found: Advice, actions: AdviceActions): HTMLElement {
  const under = level + 2;
  const head = heading(level + 1, found.title, 1);
  head.tabIndex = -1;
  const date = new Date(found.made_at).toLocaleDateString("nl-NL", { dateStyle: "long" });
  const section = (title: string, nodes: Node[]): Node[] => (nodes.length ? [heading(under, title, 3), ...nodes] : []);
  const next = found.next_steps;
  return h(
    "article",
    { class: "kt-view kt-advice" },
    head,
    paragraph(t("advies_gemaakt", { datum: date }), "kt-small"),
    h("div", { class: "kt-card kt-disclaimer" }, ...rich(found.disclaimer)),
    h(
      "div",
      { class: "kt-tools kt-screen" },
      actions.pdf && button("primary", t("pdf"), actions.pdf),
      button("secondary", t("print"), () => window.print()),
      actions.melding && button("secondary", t("melding"), actions.melding),
      button("subtle", t("terug"), actions.back),
    ),
    ...found.blocks.map((each) => block(under, each, found.blocks.length === 1)),
    ...section(t("advies_nu"), next?.steps.length ? [paragraph(next.intro), list(next.steps)] : []),
    ...section(t("advies_contact"), found.contact ? [paragraph(found.contact.organisatie ?? ""), ...office(found.contact)] : []),
    ...section(
      t("advies_ondersteuning"),
      found.support ? [paragraph(found.support.organisatie ?? found.support.naam ?? ""), ...office(found.support, false)] : [],
    ),
    found.facts.length ? said(found.facts) : null,
    h("div", { class: "kt-tools kt-screen" }, button("primary", t("terug"), actions.back)),
  );
}

function said(found: readonly Fact[]): HTMLElement {
  const made = fold(t("advies_verteld"), list(found.map((each) => each.sentence || `${each.label}: ${each.value}`)));
  made.classList.add("kt-told");
  return made;
}
