// The fields of an event as people read them.

import { t } from "../strings";
import { numbers, partyName, period, placeName, typeName } from "./format";
import type { Casualty, Event, Party, Period, Place, Record_ } from "./types";

/** A field's value in words. */
export function told(field: string, value: unknown): string {
  switch (field) {
    case "verdict": return t.review.verdict[String(value)] ?? String(value);
    case "type": return typeName(String(value));
    case "status": return t.status[String(value)] ?? String(value);
    case "place": return placeName(value as Place | null);
    case "time": return period(value as Period | null);
    case "actors": case "targets": return (value as Party[]).map((each) => partyName(each)).join(", ") || t.none;
    case "weapons": return (value as string[]).join(", ") || t.none;
    case "casualties": return (value as Casualty[]).map(harm).join("; ") || t.none;
    case "event": return typeName((value as Event).type);
    default: return "";
  }
}

function harm(each: Casualty): string {
  return `${each.rate ?? numbers(each.low, each.high)} ${each.group} ${each.kind}`;
}

/** Whether a review's event is in no reading now: its name tells where it stood. */
export function isLost(event: string): boolean {
  return event.startsWith("@");
}

/** The parties that a report names, each once. */
export function namedIn(record: Record_ | null): { name: string; side: string }[] {
  const named = (record?.layers?.parties ?? []).filter(({ kind }) => kind !== "pronoun");
  return [...new Map(named.map(({ name, side }) => [`${name} | ${side}`, { name, side }])).values()];
}
