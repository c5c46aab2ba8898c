// Read-aloud and dictation, where the browser offers them.
interface Result {
  results: ArrayLike<ArrayLike<{ transcript: string }>>;
}

interface Recognition extends EventTarget {
  lang: string;
  interimResults: boolean;
  start(): void;
  stop(): void;
}

type RecognitionMaker = new () => Recognition;

// Only a voice on the device itself: others send the text to their maker.
function voice(): SpeechSynthesisVoice | null {
  if (!("speechSynthesis" in window)) return null;
  return speechSynthesis.getVoices().find((each) => each.localService && /^nl\b/i.test(each.lang)) ?? null;
}

export function canRead(): boolean {
  return voice() !== null;
}

// Calls back when the voices of the browser are known (some load them later).
export function whenVoices(then: () => void): void {
  if ("speechSynthesis" in window && "addEventListener" in speechSynthesis) {
    speechSynthesis.addEventListener("voiceschanged", then);
  }
}

export function read(text: string, ended: () => void): void {
  const chosen = voice();
  if (!chosen) return;
  speechSynthesis.cancel();
  const said = new SpeechSynthesisUtterance(text);
  said.voice = chosen;
  said.lang = chosen.lang;
  said.rate = 0.9;
  said.onend = ended;
  said.onerror = ended;
  speechSynthesis.speak(said);
}

export function stopReading(): void {
  if ("speechSynthesis" in window) speechSynthesis.cancel();
}

function maker(): RecognitionMaker | null {
  const found = window as unknown as Record<string, RecognitionMaker | undefined>;
  return found["SpeechRecognition"] ?? found["webkitSpeechRecognition"] ?? null;
}

export function canHear(): boolean {
  return maker() !== null;
}

// Listens once; gives what stops it, or null where the browser cannot.
export function listen(heard: (text: string) => void, ended: (failed: boolean) => void): (() => void) | null {
  const Maker = maker();
  if (!Maker) return null;
  const ear = new Maker();
  let failed = false;
  ear.lang = "nl-NL";
  ear.interimResults = false;
  ear.addEventListener("result", (event) => {
    const { results } = event as unknown as Result;
    heard(Array.from(results, (each) => each[0]?.transcript ?? "").join(" ").trim());
  });
  ear.addEventListener("error", () => (failed = true));
  ear.addEventListener("end", () => ended(failed));
  ear.start();
  return () => ear.stop();
}
