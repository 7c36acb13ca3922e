// The API's answers: the record types of `dateline.records`, `dateline.incidents` and the store.

export type Standing = "one-sided" | "corroborated" | "disputed" | "denied" | "feared";
export type EventKey = [report: string, event: string];

export interface Span {
  start: number;
  end: number;
}

export interface Period {
  start: string | null;
  end: string | null;
  precision: string;
  span?: Span | null;
}

export interface Place {
  name: string;
  span: Span | null;
  lat: number | null;
  lon: number | null;
  relation: string;
  precision: number;
  extent: GeoJSON.Polygon | GeoJSON.MultiPolygon | null;
  more_places: Place[];
}

export interface Party {
  name: string;
  side: string;
  span: Span | null;
  alleged: boolean;
  canonical: string | null;
  echelon: string | null;
  parents: string[];
}

export interface Source {
  name: string;
  kind: string;
  span: Span | null;
}

export interface Claim {
  report: string;
  event: string;
  family: string;
  low: number | null;
  high: number | null;
  rate: string | null;
  claimant: Source | null;
  published: string | null;
  span: Span | null;
  denies: boolean;
}

export interface Figure {
  kind: string;
  group: string;
  side: string;
  low: number | null;
  high: number | null;
  best: number | null;
  rule: string;
  why: string;
  claims: Claim[];
  history: { published: string; low: number | null; high: number | null }[];
}

export interface DeniedBy {
  name: string;
  report: string;
  span: Span | null;
}

export interface Link {
  first: EventKey;
  second: EventKey;
  score: number;
  reasons: { name: string; weight: number }[];
}

export interface Incident {
  id: string;
  type: string;
  status: string;
  standing: Standing;
  place: Place | null;
  place_from: "text" | "address";
  period: Period | null;
  actors: Party[];
  targets: Party[];
  weapons: string[];
  reports: string[];
  families: string[];
  sources: number;
  events: EventKey[];
  figures: Figure[];
  parts: Figure[];
  denied_by: DeniedBy[];
  told_by: string[];
  links?: Link[];
}

/** An incident as the map gets it; days count from 1970. */
export interface Dot {
  id: string;
  /** Its number among all of the map; -1 where only the incident itself is known. */
  number: number;
  type: string;
  family: string;
  status: string;
  standing: Standing;
  precision: number | null;
  radius_km: number | null;
  start: number | null;
  end: number | null;
  killed: number;
  sources: number;
  place: string | null;
  /** Kinds of source that tell it, a bit for each of TELLERS. */
  told: number;
  lon: number;
  lat: number;
  /** Where it lies on the web's square map, 0 to 1 from the north-west. */
  x: number;
  y: number;
}

/** Few different texts: `of` has the place of each in `names`. */
interface Coded {
  names: string[];
  of: (number | null)[];
}

/** All incidents of the map in columns; days count from 1970. */
export interface Columns {
  id: string[];
  number: number[];
  lon: number[];
  lat: number[];
  radius_km: number[];
  precision: (number | null)[];
  start: (number | null)[];
  end: (number | null)[];
  killed: number[];
  sources: number[];
  type: Coded;
  status: Coded;
  standing: Coded;
  place: Coded;
  told_by: number[];
  tellers: string[];
}

/** The ground of a vague place, as GeoJSON; null where it is not known. */
export interface Ground {
  id: string;
  geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon | null;
}

export interface Family {
  id: string;
  origin: string;
  rule: string;
  copies: { report: string; kind: string; score: number; credits: string[] }[];
}

export interface ReportLine {
  id: string;
  title: string | null;
  publisher: string | null;
  published: string | null;
  family: string | null;
}

export interface Change {
  number: number;
  at: string;
  who: string;
  action: string;
  subject: string;
  detail: Record<string, unknown>;
}

export interface Dossier {
  incident: Incident;
  reports: ReportLine[];
  families: Family[];
  sentences: Record<string, string>;
  near: Incident[];
  history: Change[];
}

export interface Document {
  id: string;
  text: string;
  title: string | null;
  publisher: string | null;
  url: string | null;
  published: string | null;
  published_basis: string;
  dateline: string | null;
  language: string;
}

export interface Casualty {
  kind: string;
  group: string;
  side: string;
  low: number | null;
  high: number | null;
  rate: string | null;
  span: Span | null;
  claimant: Source | null;
}

export interface Event {
  id: string;
  type: string;
  status: string;
  trigger: Span;
  evidence: Span[];
  actors: Party[];
  targets: Party[];
  place: Place | null;
  time: Period | null;
  weapons: string[];
  casualties: Casualty[];
  source: Source | null;
  denied_by: { name: string; span: Span | null }[];
  confidence: Record<string, number> | null;
}

export interface Statement {
  id: string;
  source: Source;
  content: Span;
  stance: string;
  cue: Span | null;
  about: string[];
}

export interface Record_ {
  document: Document;
  events: Event[];
  statements: Statement[];
  layers: {
    places: { span: Span; name: string; kind: string; country: string | null; precision: number }[];
    times: { span: Span; value: string; period: Period | null }[];
    parties: { span: Span; name: string; side: string; kind: string }[];
  } | null;
}

export interface Report {
  document: Document;
  record: Record_ | null;
  origins: { given: string; origin: string; at: string }[];
  family: Family | null;
  reviews: Review[];
  incidents: Record<string, string>;
}

export interface Control {
  place: Place;
  hold: string;
  holder: Party;
  event: EventKey;
  status: string;
  period: Period | null;
  claimant: Source | null;
  published: string | null;
  incident: string | null;
  doubts: DeniedBy[];
}

export interface Holding {
  place: Place;
  holder: Party | null;
  since: string | null;
  claims: Control[];
  rivals: Control[];
  disputed: boolean;
}

/** Who holds what on a day, and the first and last day that anything is told of. */
export interface Held {
  at: string | null;
  first: string | null;
  last: string | null;
  items: Holding[];
}

export interface PlaceFound {
  name: string;
  lat: number | null;
  lon: number | null;
  precision: number;
  events: number;
  incidents: number;
  exact: boolean;
}

export interface PartyFound {
  name: string;
  side: string;
  acts: number;
  suffers: number;
  incidents: number;
  exact: boolean;
}

export interface Hit {
  kind: "report" | "incident";
  id: string;
  field: string;
  snippet: string;
  matches: Span[];
  title: string | null;
  published: string | null;
  exact: boolean;
}

export interface Signal {
  area: string;
  week: string;
  kind: string;
  count: number;
  family: string | null;
  baseline: number | null;
  ratio: number | null;
  evidence: EventKey[];
}

export interface Page<T> {
  items: T[];
  next: string | null;
  total: number;
}

/** A person's word on one field of an event; one whose event is gone names it by where it stood. */
export interface Review {
  event: EventKey;
  field: string;
  value: unknown;
  by: string;
  at: string;
  why: string;
  number: number;
}

/** A place of the gazetteer. */
export interface KnownPlace {
  name: string;
  kind: string;
  lat: number;
  lon: number;
  precision: number;
  admin1: string | null;
  country: string | null;
  km: number | null;
}

/** An event as it was read, for a second coder. */
export interface Unread {
  event: EventKey;
  title: string | null;
  publisher: string | null;
  published: string | null;
  before: string;
  sentence: string;
  after: string;
  reading: Event;
}

export interface Difference {
  event: EventKey;
  field: string;
  values: Record<string, unknown>;
}

export interface Agreed {
  agreement: {
    units: number;
    coders: Record<string, number>;
    fields: { field: string; metric: string; alpha: number | null; units: number; same: number }[];
    open: Difference[];
    settled: number;
  };
  open: { difference: Difference; title: string | null; sentence: string | null; type: string | null }[];
}

export type Role = "viewer" | "coder" | "editor" | "admin";

export interface Token {
  user: string;
  label: string;
  scope: Role;
  created: string;
  expires: string | null;
}

export interface Account {
  name: string;
  role: Role;
  created: string;
  last_login: string | null;
  disabled: boolean;
  password: boolean;
  sessions: number;
  tokens: Token[];
}

export interface NewToken {
  label: string;
  scope: Role;
  days: number | null;
}
