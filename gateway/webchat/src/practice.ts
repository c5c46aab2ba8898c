// Practising for new consultants: beginning with a code, and how its messages look.
import { button, fold, h, list, paragraph, rich, unique } from "./dom";
import { t } from "./teksten";
import type { Entry, SkillShown } from "./types";

// Gives the place where a practice code is typed; `begin` gets it with what to press and to say.
export function practiceStart(begin: (code: string, go: HTMLButtonElement, error: HTMLElement) => void): HTMLElement {
  const error = h("p", { class: "kt-error", role: "alert", id: unique("code-error") });
  const field = h("input", {
    class: "utrecht-textbox utrecht-textbox--html-input kt-field",
    id: unique("code"),
    maxlength: "64",
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: "false",
    "aria-describedby": error.id,
    oninput: () => field.removeAttribute("aria-invalid"),
  });
  const go = button("secondary", t("oefen_begin"), null, { type: "submit" });
  const form = h(
    "form",
    {
      class: "kt-code",
      onsubmit: (event: Event) => {
        event.preventDefault();
        error.textContent = field.value.trim() ? "" : t("oefen_leeg");
        if (!error.textContent) return begin(field.value, go, error);
        field.setAttribute("aria-invalid", "true");
        field.focus();
      },
    },
    paragraph(t("oefen_uitleg")),
    h("label", { for: field.id }, t("oefen_code")),
    field,
    error,
    go,
  );
  return fold(t("oefen_kop"), form);
}

// Gives how a message of practising is shown, null for every other one (shown as its text).
export function practiceShown({ kind, text, data }: Entry): Node[] | null {
  if (kind === "practice_said" && data.speaker && data.line) {
    return [h("p", { class: "nl-paragraph kt-speaker" }, t("oefen_speelt", { wie: data.speaker })), ...rich(data.line)];
  }
  if (kind === "practice_feedback" && data.parts) {
    return data.parts.flatMap(({ title, verdict, verdict_label, lines }) => [
      h(
        "p",
        { class: "nl-paragraph" },
        h("strong", {}, title),
        verdict_label && h("span", { class: `kt-verdict kt-verdict-${verdict}` }, verdict_label),
      ),
      list(lines),
    ]);
  }
  if (kind === "practice_progress" && data.skills && data.results) {
    return [
      ...rich(data.heading ?? ""),
      list(data.skills.map((each) => skill(each, data.weeks_heading ?? ""))),
      ...rich([data.weak_heading, ...(data.weak ?? []).map((each) => `- ${each.label}: ${each.percent}%`)].join("\n")),
      ...rich([data.due_text, data.sharing_text, data.kept_text].join("\n\n")),
    ];
  }
  if (kind === "practice_export" && data.content) {
    return [...rich(text), button("secondary", t("oefen_bewaar"), () => save(data.content ?? "", data.filename ?? "voortgang.csv"))];
  }
  return null;
}

// The bars repeat what the words say; how it went per week is told by the label of the picture. One
// week alone says nothing more.
function skill({ line, percent, weeks, alt }: SkillShown, caption: string): HTMLElement {
  if (percent === null) return h("div", {}, line);
  const bar = h("div", { class: "kt-bar", "aria-hidden": "true" }, h("div"));
  (bar.firstChild as HTMLElement).style.inlineSize = `${percent}%`;
  if (weeks.filter((week) => week.percent !== null).length < 2) return h("div", { class: "kt-skill" }, line, bar);
  const picture = h("div", { class: "kt-weeks", role: "img", "aria-label": alt });
  for (const week of weeks) {
    const column = h("div");
    // What was practised without any success is seen too.
    column.style.blockSize = week.percent === null ? "0" : `${Math.max(week.percent, 4)}%`;
    picture.append(column);
  }
  return h("div", { class: "kt-skill" }, line, bar, paragraph(caption, "kt-small"), picture);
}

export function save(content: string | Blob, name: string): void {
  const address = URL.createObjectURL(new Blob([content]));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
