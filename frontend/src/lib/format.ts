// How values look to people.

import { t } from "../strings";
import type { Party, Period, Place } from "./types";

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** "7 Mar 2025" of an ISO date, or of the date part of an ISO time. */
export function day(iso: string | null | undefined): string {
  const [year, month, date] = (iso ?? "").slice(0, 10).split("-");
  if (!year) return t.noDate;
  if (!month) return year;
  const named = MONTHS[Number(month) - 1] ?? month;
  return date ? `${Number(date)} ${named} ${year}` : `${named} ${year}`;
}

/** A span of days, as short as it can be said. */
export function span(start: string | null, end: string | null): string {
  if (!start && !end) return t.noDate;
  if (!start) return `until ${day(end)}`;
  if (!end) return `from ${day(start)}`;
  if (start === end) return day(start);
  const [y1, m1, d1] = start.split("-");
  const [y2, m2, d2] = end.split("-");
  if (d1 === "01" && m1 === "01" && m2 === "12" && d2 === "31") {
    return y1 === y2 ? String(y1) : `${y1}–${y2}`;
  }
  if (y1 === y2 && m1 === m2) {
    const last = new Date(Date.UTC(Number(y2), Number(m2), 0)).getUTCDate();
    if (d1 === "01" && Number(d2) === last) return `${MONTHS[Number(m1) - 1]} ${y1}`;
    return `${Number(d1)}–${day(end)}`;
  }
  if (y1 === y2) return `${Number(d1)} ${MONTHS[Number(m1) - 1]} – ${day(end)}`;
  return `${day(start)} – ${day(end)}`;
}

export function period(value: Period | null): string {
  return value ? span(value.start, value.end) : t.noDate;
}

export function familyOf(type: string): string {
  return type.split("/")[0] ?? type;
}

/** "Strike: drone" of "strike/drone". */
export function typeName(type: string): string {
  const [family = "", kind = ""] = type.split("/");
  const named = t.family[family] ?? family;
  return kind && kind !== "unspecified" ? `${named}: ${kind.replaceAll("_", " ")}` : named;
}

export function placeName(place: Place | null): string {
  if (!place) return t.noPlace;
  return place.relation && place.relation !== "in" && place.relation !== "at"
    ? `${place.relation.replaceAll("_", " ")} ${place.name}`
    : place.name;
}

/** "Strike: drone, Sumy": what an incident is called. */
export function heading(incident: { type: string; place: Place | null }): string {
  const type = typeName(incident.type);
  return incident.place ? `${type}, ${placeName(incident.place)}` : type;
}

export function partyName(party: Party): string {
  const side = party.side !== "unknown" && party.side !== party.name ? ` (${party.side})` : "";
  return `${party.name}${side}`;
}

export function parties(all: Party[]): string {
  return all.map((party) => party.name).join(", ");
}

/** "3 to 5", "at least 25", "up to 4". */
export function numbers(low: number | null, high: number | null): string {
  const said = (value: number): string => value.toLocaleString("en");
  if (low === null && high === null) return "some";
  if (low === null) return `up to ${said(high!)}`;
  if (high === null) return `at least ${said(low)}`;
  return low === high ? said(low) : `${said(low)}–${said(high)}`;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

export function moment(iso: string): string {
  return `${day(iso)}, ${iso.slice(11, 16)} UTC`;
}

/** Whether a link may lead there: nothing but a page on the web. */
export function webAddress(url: string | null | undefined): url is string {
  return /^https?:\/\/[^\s]+$/i.test(url ?? "");
}
