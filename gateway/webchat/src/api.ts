// Requests to the gateway. The token goes in a header and nowhere else.
import type { Advice, Config, Conversation, Entry, Fact, Message, Preview, Sent, State } from "./types";

const PATIENCE = 20000;

// A request that was answered with a problem; `detail` is Dutch and meant for the person.
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly retryAfter: number,
  ) {
    super(code);
  }
}

export interface Person {
  naam?: string;
  telefoon?: string;
  email?: string;
}

export interface Listener {
  entry(entry: Entry): void;
  typing(typing: boolean): void;
  state(state: State): void;
  end(text: string): void;
  // Tells whether the line works, each time that changes or is tried again.
  line(works: boolean): void;
}

export class Api {
  token = "";

  constructor(private readonly base: string) {}

  async request(method: string, path: string, body?: unknown, more: RequestInit = {}): Promise<Response> {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    const headers: Record<string, string> = {};
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (this.token) headers["Authorization"] = `Bearer ${this.token}`;
    try {
      const answer = await fetch(this.base + path, {
        method,
        headers,
        credentials: "omit",
        cache: "no-store",
        signal: stop.signal,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...more,
      });
      if (answer.ok) return answer;
      throw await problemOf(answer);
    } finally {
      clearTimeout(timer);
    }
  }

  private async json<T>(method: string, path: string, body?: unknown): Promise<T> {
    return (await (await this.request(method, path, body)).json()) as T;
  }

  config(): Promise<Config> {
    return this.json("GET", `/api/config?host=${encodeURIComponent(location.hostname)}`);
  }

  async begin(code?: string): Promise<string> {
    const trainee = code ? { start: { spreker: "trainee" }, practice_code: code } : {};
    return (await this.json<{ token: string }>("POST", "/api/sessions", { channel: "webchat", ...trainee })).token;
  }

  conversation(after: number): Promise<Conversation> {
    return this.json("GET", `/api/conversation?after=${after}`);
  }

  send(message: Message): Promise<{ seq: number }> {
    return this.json("POST", "/api/messages", message);
  }

  async facts(): Promise<Fact[]> {
    return (await this.json<{ facts: Fact[] }>("GET", "/api/facts")).facts;
  }

  advice(): Promise<Advice> {
    return this.json("GET", "/api/advice");
  }

  async file(path: string): Promise<Blob> {
    return (await this.request("GET", path)).blob();
  }

  preview(contact: Person): Promise<Preview> {
    return this.json("POST", "/api/melding/preview", { contact });
  }

  sendMelding(digest: string, contact: Person): Promise<Sent> {
    return this.json("POST", "/api/melding", { consent: true, digest, contact });
  }

  async erase(): Promise<void> {
    // Goes on when the page is left meanwhile.
    await this.request("DELETE", "/api/session", undefined, { keepalive: true });
  }
}

async function problemOf(answer: Response): Promise<Problem> {
  let told: { code?: string; detail?: string; retry_after?: number } = {};
  try {
    told = (await answer.json()) as typeof told;
  } catch {
    // Not ours: a proxy that answers with a page.
  }
  return new Problem(answer.status, told.code ?? "", told.detail ?? "", told.retry_after ?? 0);
}
