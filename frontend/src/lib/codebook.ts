// The event types, asked for once.

import { get } from "./api";

interface Book {
  families: Record<string, string>;
  types: { name: string; covers: string }[];
}

let asked: Promise<Book> | undefined;

export function codebook(): Promise<Book> {
  asked ??= get<Book>("codebook").catch((error: unknown) => {
    asked = undefined;
    throw error;
  });
  return asked;
}
