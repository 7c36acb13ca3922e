// A report's text cut into pieces, each with the marks that cover it. Offsets of the record count
// code points; JavaScript's count UTF-16 units, so the text is taken apart into code points first.

import type { Record_, Span } from "./types";

export type Layer = "event" | "place" | "time" | "party" | "statement" | "chosen";
export const LAYERS: Layer[] = ["event", "place", "time", "party", "statement"];

export interface Mark {
  layer: Layer;
  start: number;
  end: number;
  /** What of the record it belongs to: an event's or statement's id, or "". */
  of: string;
  title: string;
}

export interface Piece {
  text: string;
  start: number;
  marks: Mark[];
}

export function marksOf(record: Record_): Mark[] {
  const found: Mark[] = [];
  const put = (layer: Layer, span: Span | null | undefined, of: string, title: string): void => {
    if (span && span.end > span.start) found.push({ layer, start: span.start, end: span.end, of, title });
  };
  for (const event of record.events) {
    put("event", event.trigger, event.id, event.type);
    put("place", event.place?.span, event.id, event.place?.name ?? "");
    put("time", event.time?.span, event.id, event.time?.start ?? "");
    for (const party of [...event.actors, ...event.targets]) put("party", party.span, event.id, `${party.name} (${party.side})`);
    for (const harm of event.casualties) put("event", harm.span, event.id, `${harm.kind}: ${harm.group}`);
  }
  for (const statement of record.statements) {
    put("statement", statement.content, statement.id, `${statement.source.name}: ${statement.stance}`);
    put("statement", statement.source.span, statement.id, statement.source.name);
  }
  const taken = new Set(found.map((mark) => `${mark.layer}${mark.start}-${mark.end}`));
  const more = (layer: Layer, span: Span, title: string): void => {
    if (!taken.has(`${layer}${span.start}-${span.end}`)) put(layer, span, "", title);
  };
  for (const place of record.layers?.places ?? []) more("place", place.span, place.name);
  for (const time of record.layers?.times ?? []) more("time", time.span, time.value);
  for (const party of record.layers?.parties ?? []) more("party", party.span, `${party.name} (${party.side})`);
  return found;
}

export function pieces(text: string, marks: Mark[]): Piece[] {
  const points = Array.from(text);
  const cuts = new Set([0, points.length]);
  for (const { start, end } of marks) {
    cuts.add(Math.min(start, points.length));
    cuts.add(Math.min(end, points.length));
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  const ordered = [...marks].sort((a, b) => a.start - b.start);
  return sorted.slice(0, -1).map((start, index) => {
    const end = sorted[index + 1]!;
    return {
      text: points.slice(start, end).join(""),
      start,
      marks: ordered.filter((mark) => mark.start <= start && mark.end >= end),
    };
  });
}
