// The choices of the situation page, read from the address, and which incidents they let through.

import type { Columns, Dot, Incident, Standing } from "./types";

export type Box = [west: number, south: number, east: number, north: number];

/** Kinds of source that tell of an incident; the place of each is that of its bit. */
export const TELLERS = ["outlet", "party", "government", "international", "civilian", "media", "analyst", "anonymous"];
const DAY = 86_400_000;

export interface Choice {
  family: string[];
  status: string[];
  standing: string[];
  told: string[];
  since: string | null;
  until: string | null;
  sources: number;
  killed: number;
  box: Box | null;
}

export const dayNumber = (iso: string): number => Math.floor(Date.parse(iso) / DAY);
export const isoDay = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** Where a point lies on the web's square map. */
export function mercator(lon: number, lat: number): [x: number, y: number] {
  const sine = Math.sin((lat * Math.PI) / 180);
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  return [lon / 360 + 0.5, Math.min(1, Math.max(0, y))];
}

/** The incidents that the columns hold, latest first. */
export function unpacked(columns: Columns): Dot[] {
  const text = ({ names, of }: { names: string[]; of: (number | null)[] }, index: number): string | null => {
    const number = of[index] ?? null;
    return number === null ? null : names[number]!;
  };
  const bits = columns.tellers.map((name) => 1 << TELLERS.indexOf(name));
  const told = (mask: number): number => bits.reduce((sum, bit, index) => ((mask >> index) & 1 ? sum | bit : sum), 0);
  const families = columns.type.names.map((name) => name.split("/")[0]!);
  const begin = (index: number): number => columns.start[index] ?? -Infinity;
  const order = Uint32Array.from(columns.id.keys()).sort((a, b) => begin(b) - begin(a) || a - b);
  return Array.from(order, (index) => {
    const [x, y] = mercator(columns.lon[index]!, columns.lat[index]!);
    return {
      id: columns.id[index]!,
      number: columns.number[index]!,
      type: text(columns.type, index)!,
      family: families[columns.type.of[index]!]!,
      status: text(columns.status, index)!,
      standing: text(columns.standing, index) as Standing,
      precision: columns.precision[index] ?? null,
      radius_km: columns.radius_km[index]!,
      start: columns.start[index] ?? null,
      end: columns.end[index] ?? null,
      killed: columns.killed[index]!,
      sources: columns.sources[index]!,
      place: text(columns.place, index),
      told: told(columns.told_by[index]!),
      lon: columns.lon[index]!,
      lat: columns.lat[index]!,
      x,
      y,
    };
  });
}

export function boxOf(text: string | null): Box | null {
  const parts = (text ?? "").split(",").map(Number);
  return text && parts.length === 4 && parts.every(Number.isFinite) ? (parts as Box) : null;
}

export function choiceOf(query: URLSearchParams): Choice {
  const whole = (name: string): number => Math.max(0, Math.floor(Number(query.get(name)) || 0));
  const date = (name: string): string | null => {
    const text = query.get(name) ?? "";
    return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
  };
  return {
    family: query.getAll("family"),
    status: query.getAll("status"),
    standing: query.getAll("standing"),
    told: query.getAll("told_by"),
    since: date("since"),
    until: date("until"),
    sources: whole("sources"),
    killed: whole("killed"),
    box: boxOf(query.get("box")),
  };
}

export function within({ lon, lat }: Dot, [west, south, east, north]: Box): boolean {
  if (lat < south || lat > north) return false;
  return west <= east ? lon >= west && lon <= east : lon >= west || lon <= east;
}

/** Those that fit all choices but the time. */
export function chosen(all: Dot[], choice: Choice): Dot[] {
  const told = choice.told.reduce((sum, name) => sum | (1 << TELLERS.indexOf(name)), 0);
  return all.filter(
    (one) =>
      (!choice.family.length || choice.family.includes(one.family)) &&
      (!choice.status.length || choice.status.includes(one.status)) &&
      (!choice.standing.length || choice.standing.includes(one.standing)) &&
      (!told || (one.told & told) !== 0) &&
      one.sources >= choice.sources &&
      one.killed >= choice.killed &&
      (!choice.box || within(one, choice.box)),
  );
}

export function inTime(all: Dot[], since: string | null, until: string | null): Dot[] {
  if (!since && !until) return all;
  const from = since ? dayNumber(since) : -Infinity;
  const to = until ? dayNumber(until) : Infinity;
  return all.filter(({ start, end }) => {
    const first = start ?? end;
    const last = end ?? start;
    return first !== null && last !== null && last >= from && first <= to;
  });
}

/** An incident with a point, as the map would get it. */
export function dotOf(one: Incident): Dot {
  const killed = one.figures.filter((figure) => figure.kind === "killed");
  const { lon, lat } = one.place as { lon: number; lat: number };
  const [x, y] = mercator(lon, lat);
  return {
    id: one.id,
    number: -1,
    type: one.type,
    family: one.type.split("/")[0] ?? one.type,
    status: one.status,
    standing: one.standing,
    precision: one.place?.precision ?? null,
    radius_km: null,
    start: one.period?.start ? dayNumber(one.period.start) : null,
    end: one.period?.end ? dayNumber(one.period.end) : null,
    killed: Math.max(0, ...killed.map((figure) => figure.best ?? figure.low ?? 0)),
    sources: one.sources,
    place: one.place?.name ?? null,
    told: one.told_by.reduce((sum, name) => sum | (1 << TELLERS.indexOf(name)), 0),
    lon,
    lat,
    x,
    y,
  };
}
