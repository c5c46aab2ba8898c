// Sends what a person said: in order, one at a time, kept until the gateway has it. Sending again
// is safe, because the gateway handles an id once.
import { Problem, type Api } from "./api";
import type { Message } from "./types";

export interface Sending {
  // The queue changed: keep it.
  changed(): void;
  // Nothing gets through now. `detail` is what the gateway says of it, which may be help in danger.
  stuck(detail: string): void;
  // A message got through, as entry `seq` of the conversation.
  through(message: Message, seq: number): void;
  // The gateway did not take a message; it is no longer in the queue.
  refused(message: Message, problem: Problem): void;
  // The conversation is gone.
  gone(problem: Problem): void;
}

const AGAIN = 1500;
const LONGEST = 15000;

export class Outbox {
  private running = false;
  private stopped = false;
  private wake: () => void = () => undefined;

  constructor(
    private readonly api: Api,
    private readonly sending: Sending,
    readonly queue: Message[],
  ) {}

  add(message: Message): void {
    this.queue.push(message);
    this.sending.changed();
    this.start();
  }

  start(): void {
    if (!this.running) void this.run();
  }

  hurry(): void {
    this.wake();
  }

  stop(): void {
    this.stopped = true;
    this.wake();
  }

  private async run(): Promise<void> {
    this.running = true;
    let failures = 0;
    for (let message = this.queue[0]; message && !this.stopped; message = this.queue[0]) {
      try {
        const { seq } = await this.api.send(message);
        failures = 0;
        this.sending.through(message, seq);
        this.taken();
      } catch (error) {
        if (this.stopped) break;
        const problem = error instanceof Problem ? error : null;
        if (problem?.status === 401) {
          this.sending.gone(problem);
          break;
        }
        // A chat that is switched off takes nothing; what it answers may be help in danger.
        const off = problem?.code === "switched_off";
        if (problem && (off || (problem.status < 500 && problem.status !== 429 && problem.status !== 408))) {
          this.taken();
          this.sending.refused(message, problem);
          continue;
        }
        failures += 1;
        this.sending.stuck(problem?.code === "store_down" ? problem.detail : "");
        const wait = Math.max(Math.min(AGAIN * failures, LONGEST), (problem?.retryAfter ?? 0) * 1000);
        await new Promise<void>((done) => {
          const timer = setTimeout(done, wait);
          this.wake = () => {
            clearTimeout(timer);
            done();
          };
        });
      }
    }
    this.running = false;
  }

  private taken(): void {
    this.queue.shift();
    this.sending.changed();
  }
}
