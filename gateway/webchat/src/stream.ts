// Hears what is said: server-sent events read with fetch, polling where a proxy holds them back.
import { Problem, type Api, type Listener } from "./api";
import type { Entry, State } from "./types";

const FIRST_BYTE = 5000;
const SILENCE = 40000;
const POLL = 1500;

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

export class Hearing {
  private stopped = false;
  private polls = false;
  private controller: AbortController | null = null;
  private wake: () => void = () => undefined;

  constructor(
    private readonly api: Api,
    private readonly base: string,
    private readonly listener: Listener,
    private last: number,
  ) {}

  start(): void {
    void this.run();
  }

  stop(): void {
    this.stopped = true;
    this.controller?.abort();
    this.wake();
  }

  // Tries again at once, for when the browser says that the network is back.
  hurry(): void {
    this.wake();
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopped) {
      try {
        if (this.polls) await this.poll();
        else await this.read();
        failures = 0;
      } catch (error) {
        if (this.stopped) return;
        if (error instanceof Problem && error.status === 401) {
          this.listener.end(error.detail);
          return;
        }
        failures += 1;
        this.listener.line(false);
      }
      const wait = failures ? Math.min(1000 * 2 ** failures, 15000) : this.polls ? POLL : 0;
      await Promise.race([pause(wait), new Promise<void>((done) => (this.wake = done))]);
    }
  }

  private entry(entry: Entry): void {
    if (entry.seq <= this.last) return;
    this.last = entry.seq;
    this.listener.entry(entry);
  }

  private async poll(): Promise<void> {
    const found = await this.api.conversation(this.last);
    this.listener.line(true);
    for (const each of found.entries) this.entry(each);
    this.listener.typing(found.busy);
    this.listener.state(found);
  }

  private async read(): Promise<void> {
    const controller = new AbortController();
    this.controller = controller;
    let heard = false;
    let timer = setTimeout(() => controller.abort(), FIRST_BYTE);
    try {
      const answer = await fetch(`${this.base}/api/events?after=${this.last}`, {
        headers: { Authorization: `Bearer ${this.api.token}` },
        credentials: "omit",
        cache: "no-store",
        signal: controller.signal,
      });
      if (!answer.ok || !answer.body) {
        throw new Problem(answer.status, "", answer.ok ? "" : await detail(answer), 0);
      }
      const reader = answer.body.getReader();
      const decoder = new TextDecoder();
      let rest = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(timer);
        timer = setTimeout(() => controller.abort(), SILENCE);
        if (!heard) this.listener.line(true);
        heard = true;
        rest += decoder.decode(value, { stream: true });
        const parts = rest.split("\n\n");
        rest = parts.pop() ?? "";
        for (const each of parts) this.event(each);
        if (this.stopped) return;
      }
    } catch (error) {
      // Connected but silent: a proxy keeps the stream to itself.
      if (!heard && controller.signal.aborted && !this.stopped) {
        this.polls = true;
        return;
      }
      throw error;
    } finally {
      clearTimeout(timer);
      controller.abort();
    }
  }

  private event(text: string): void {
    let name = "";
    let data = "";
    for (const line of text.split("\n")) {
      if (line.startsWith("event: ")) name = line.slice(7);
      else if (line.startsWith("data: ")) data += line.slice(6);
    }
    if (!name) return;
    const told = JSON.parse(data) as unknown;
    if (name === "entry") this.entry(told as Entry);
    else if (name === "typing") this.listener.typing((told as { typing: boolean }).typing);
    else if (name === "state") this.listener.state(told as State);
    else if (name === "end") {
      this.stopped = true;
      this.listener.end((told as { text: string }).text);
    }
  }
}

async function detail(answer: Response): Promise<string> {
  try {
    return ((await answer.json()) as { detail?: string }).detail ?? "";
  } catch {
    return "";
  }
}
