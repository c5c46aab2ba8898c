// The shapes of the web API (docs/web-api.md), as far as the chat uses them.
export interface Choice {
  id: string;
  label: string;
}

export interface Term {
  term: string;
  uitleg: string;
}

export interface Contact {
  naam: string;
  nummer: string | null;
  wanneer: string | null;
  site: string | null;
}

export interface EntryData {
  question?: string;
  input?: "choice" | "number" | "place" | "text";
  choices?: Choice[];
  multi?: boolean;
  unknown?: string | null;
  suggestions?: string[];
  min?: number | null;
  max?: number | null;
  progress?: { n: number; of: number } | null;
  help?: string | null;
  example?: string | null;
  why?: string | null;
  terms?: Term[];
  contacten?: Contact[];
  snel_weg?: boolean;
  lang?: string;
  // Practising: a played person's line, feedback, progress, a download.
  speaker?: string;
  line?: string;
  parts?: { title: string; verdict: string; verdict_label: string; lines: string[] }[];
  heading?: string;
  results?: number;
  skills?: SkillShown[];
  weeks_heading?: string;
  weak_heading?: string;
  weak?: { label: string; percent: number }[];
  due_text?: string;
  sharing_text?: string;
  kept_text?: string;
  content?: string;
  filename?: string;
}

export interface SkillShown {
  line: string;
  percent: number | null;
  weeks: { percent: number | null }[];
  alt: string;
}

export interface Entry {
  seq: number;
  id: string;
  from: "assistant" | "person" | "system";
  kind: string;
  text: string;
  data: EntryData;
}

export interface State {
  last: number;
  open: Entry | null;
  busy: boolean;
  can: { back: boolean; change: boolean; advice: boolean; melding: boolean };
  melding: { sent_at: string; reference: string } | null;
}

export interface Conversation extends State {
  entries: Entry[];
}

export interface Fact {
  kenmerk: string;
  question: string;
  label: string;
  value: string;
  sentence: string;
  unknown?: boolean;
}

export interface Lines {
  intro: string;
  lines: string[];
}

export interface Office {
  organisatie?: string | null;
  naam?: string | null;
  telefoon?: string | null;
  website?: string | null;
  bezoek?: string | null;
  openingstijden?: string | null;
}

export interface Block {
  heading: string;
  uitkomst: string;
  warning: string | null;
  outcome: string;
  products: { naam: string; code: string | null; samenvatting: string | null }[];
  why: Lines | null;
  against: Lines | null;
  why_not: { naam: string; reden: string }[];
  missing: Lines | null;
  changes: Lines | null;
  signals: string[];
  sources: { document: string; kop: string | null }[];
  catalogus: { stelsel: string; geldig_vanaf: string | null } | null;
  engine: string | null;
}

export interface Advice {
  made_at: string;
  title: string;
  blocks: Block[];
  facts: Fact[];
  next_steps: { intro: string; steps: string[] } | null;
  disclaimer: string;
  contact: Office | null;
  support: Office | null;
}

export interface Preview {
  text: string;
  digest: string;
  terms: string[];
  to: string;
}

export interface Sent {
  sent_at: string;
  reference: string;
  terms: string[];
}

export interface Config {
  gemeente: string;
  theme: string;
  contact: Office;
  texts: Record<string, string>;
  features: { melding: boolean; pdf: boolean; dictation: boolean; read_aloud: boolean; practice: boolean };
  retention_hours: number;
  max_text: number;
  off: string | null;
}

// What a person sends; the id makes that it is handled once.
export type Message = { id: string } & (
  | { text: string }
  | { choices: string[] }
  | { command: string }
  | { change: string }
);
