// What is kept of a conversation in this tab: only after "begin", gone when the tab closes. With
// storage blocked everything works but a reload.
import type { Message } from "./types";

const KEY = "keukentafel";

export interface Kept {
  token: string;
  outbox: Message[];
  draft: string;
  size: string;
  scheme: string;
}

export function readKept(): Kept | null {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    if (typeof found !== "object" || found === null) return null;
    const kept = found as Partial<Kept>;
    if (typeof kept.token !== "string" || !Array.isArray(kept.outbox)) return null;
    return { token: kept.token, outbox: kept.outbox, draft: kept.draft ?? "", size: kept.size ?? "", scheme: kept.scheme ?? "" };
  } catch {
    return null;
  }
}

export function keep(kept: Kept): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Blocked or full: the conversation goes on without.
  }
}

export function forget(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Blocked: then nothing was kept.
  }
}
