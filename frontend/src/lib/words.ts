// Stretches of a report's text as people point at them: by dragging over it, or word by word with
// the keyboard. Offsets count code points, as those of the record do.

import type { Span } from "./types";

const points = (text: string): number => Array.from(text).length;

/** The words of a text. */
export function wordsOf(text: string): Span[] {
  return spansOf(text, text.matchAll(/[\p{L}\p{M}\p{N}]+(?:['’.-][\p{L}\p{M}\p{N}]+)*/gu));
}

function spansOf(text: string, found: Iterable<{ 0: string; index: number }>): Span[] {
  const spans: Span[] = [];
  let units = 0;
  let at = 0;
  for (const { 0: word, index } of found) {
    at += points(text.slice(units, index));
    const end = at + points(word);
    spans.push({ start: at, end });
    units = index + word.length;
    at = end;
  }
  return spans;
}

/** The whole words that a span touches, null where it touches none. */
export function whole(words: Span[], span: Span): Span | null {
  const touched = words.filter((word) => word.start < span.end && span.start < word.end);
  return touched.length ? { start: touched[0]!.start, end: touched.at(-1)!.end } : null;
}

/** What is selected within an element whose text is the report's. */
export function selectedIn(element: Element): { span: Span; box: DOMRect } | null {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!element.contains(range.commonAncestorContainer)) return null;
  const before = document.createRange();
  before.setStart(element, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = points(before.toString());
  return { span: { start, end: start + points(range.toString()) }, box: range.getBoundingClientRect() };
}

/** The sentences around a span: what bears out an event that is told there. */
export function sentencesAround(text: string, span: Span): Span[] {
  const sentences = [...new Intl.Segmenter("en", { granularity: "sentence" }).segment(text)];
  const trimmed = sentences.map(({ segment, index }) => {
    const lead = segment.length - segment.trimStart().length;
    return { 0: segment.trim(), index: index + lead };
  });
  const touched = spansOf(text, trimmed.filter((each) => each[0])).filter((each) => each.start < span.end && span.start < each.end);
  return touched.length ? touched : [span];
}

export function textOf(text: string, span: Span): string {
  return Array.from(text).slice(span.start, span.end).join("");
}
