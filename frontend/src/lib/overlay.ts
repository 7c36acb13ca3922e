// The incidents, drawn on a canvas of their own above the map: some three hundred symbols at most,
// which takes 5 ms. As layers of the map they would pass a worker, tiles and the graphics card, and
// a turn of a filter would take ten times as long.

import type { Map as Chart } from "maplibre-gl";
import { WORLD, type Group, type Points } from "./clusters";
import { donut, hatch, looks, symbol } from "./shapes";
import { mercator } from "./situation";
import type { Dot, Ground } from "./types";

/** From this precision on an incident's place is an area, not a point in it (codebook §4). */
export const VAGUE = 4;
/** So many grounds are shaded at once: more would hide each other. */
const MOST_GROUNDS = 80;
/** The grounds of larger groups are not shaded. */
const FEW = 9;
/** The ground of a place whose outline is not known, in km by precision (codebook §4). */
const RADIUS: Record<number, number> = { 2: 12, 3: 25, 4: 60, 5: 120, 6: 220 };
const EQUATOR_KM = 40_075;
const MOST_ICONS = 600;
/** Pixels beyond the edge that still show a part of what lies there. */
const MARGIN = 60;

/** An outline on the web's square map, from its own north-west corner. */
export interface Outline {
  path: Path2D;
  x: number;
  y: number;
  wide: number;
  high: number;
}

export interface Scene {
  points: Points;
  groups: Group[];
  changed: Set<string> | null;
  selected: Dot | null;
  /** By the id of the incident: null where none is known, not there while nobody knows yet. */
  outlines: Map<string, Outline | null>;
}

interface Spot {
  x: number;
  y: number;
  radius: number;
  group: Group;
}

export function outlined(geometry: Ground["geometry"]): Outline | null {
  if (!geometry) return null;
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const rings = polygons.flat().map((ring) => ring.map(([lon, lat]) => mercator(lon!, lat!)));
  const all = rings.flat();
  const low = (axis: 0 | 1): number => all.reduce((found, point) => Math.min(found, point[axis]), 1);
  const high = (axis: 0 | 1): number => all.reduce((found, point) => Math.max(found, point[axis]), 0);
  const [x, y] = [low(0), low(1)];
  const path = new Path2D();
  for (const ring of rings) {
    for (const [lon, lat] of ring) path.lineTo(lon - x, lat - y);
    path.closePath();
    path.moveTo(0, 0);
  }
  return { path, x, y, wide: high(0) - x, high: high(1) - y };
}

/** The incidents of a scene whose ground is shaded, each ground once: vague ones that stand alone or
 * with a few others, and the chosen one. */
export function vague({ points, groups, selected }: Omit<Scene, "outlines" | "changed">): Dot[] {
  const found = new Map<string, Dot>();
  const add = (one: Dot): void => {
    if ((one.precision ?? 1) >= VAGUE) found.set([one.place, one.precision, one.lon, one.lat, one.radius_km].join("|"), one);
  };
  for (const { members } of groups) {
    if (members.length > FEW) continue;
    for (const index of members) if (found.size < MOST_GROUNDS) add(points.dots[index]!);
  }
  if (selected) add(selected);
  return [...found.values()];
}

export class Overlay {
  private readonly pen: CanvasRenderingContext2D;
  private readonly icons = new Map<string, HTMLCanvasElement>();
  private spots: Spot[] = [];
  private world = WORLD;
  private left = 0;
  private top = 0;
  private wide = 0;
  private high = 0;

  constructor(private readonly chart: Chart) {
    const canvas = document.createElement("canvas");
    canvas.className = "incidents";
    canvas.setAttribute("aria-hidden", "true");
    chart.getCanvasContainer().append(canvas);
    this.pen = canvas.getContext("2d")!;
  }

  draw(scene: Scene, dark: boolean): void {
    this.measure();
    this.spots = [];
    for (const one of vague(scene)) {
      const outline = scene.outlines.get(one.id);
      if (outline !== undefined) this.ground(one, outline, dark);
    }
    const singles = scene.groups.filter(({ members }) => members.length === 1);
    const dots = singles.map((group) => ({ group, one: scene.points.dots[group.members[0]!]! }));
    for (const { one } of dots) this.soft(one, dark);
    if (scene.selected) this.ring(scene.selected, 17, 3, dark ? "#ffffff" : "#131a21");
    for (const { group, one } of dots) {
      if (scene.changed?.has(one.id)) this.ring(one, 15, 2, dark ? "#7cbcf5" : "#17578f");
      const key = `${one.family}|${one.standing}|${dark}`;
      this.icon(group, this.made(key, () => symbol(one.family, one.standing, dark)), this.scale());
    }
    const clusters = scene.groups.filter(({ members }) => members.length > 1);
    for (const group of clusters.sort((a, b) => a.members.length - b.members.length)) {
      this.icon(group, this.made(`${group.tally}|${dark}`, () => donut(group.tally, dark)), 0.5);
    }
  }

  /** What is drawn at a point of the screen, the topmost. */
  at(x: number, y: number): Group | undefined {
    return this.spots.findLast((spot) => Math.hypot(spot.x - x, spot.y - y) <= spot.radius)?.group;
  }

  private measure(): void {
    const { chart, pen } = this;
    const { clientWidth, clientHeight } = chart.getContainer();
    const ratio = devicePixelRatio || 1;
    const size = [Math.round(clientWidth * ratio), Math.round(clientHeight * ratio)] as const;
    if (pen.canvas.width !== size[0] || pen.canvas.height !== size[1]) [pen.canvas.width, pen.canvas.height] = size;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, clientWidth, clientHeight);
    const { lng, lat } = chart.getCenter();
    const [x, y] = mercator(lng, lat);
    this.world = WORLD * 2 ** chart.getZoom();
    [this.wide, this.high] = [clientWidth, clientHeight];
    this.left = x - clientWidth / 2 / this.world;
    this.top = y - clientHeight / 2 / this.world;
  }

  /** Where something shows on the screen, once for each time that the world repeats. */
  private *seen(x: number, y: number, margin: number, wide = 0, high = 0): Generator<[number, number]> {
    const down = (y - this.top) * this.world;
    if (down + high < -margin || down > this.high + margin) return;
    const first = Math.ceil(this.left - (margin + wide) / this.world - x);
    for (let turn = first; ; turn++) {
      const right = (x + turn - this.left) * this.world;
      if (right > this.wide + margin) return;
      yield [right, down];
    }
  }

  private scale(): number {
    const zoom = Math.min(6, Math.max(1, this.chart.getZoom()));
    return 0.5 * (0.7 + ((zoom - 1) / 5) * 0.2);
  }

  private made(key: string, make: () => HTMLCanvasElement): HTMLCanvasElement {
    let icon = this.icons.get(key);
    if (!icon) {
      if (this.icons.size > MOST_ICONS) this.icons.clear();
      this.icons.set(key, (icon = make()));
    }
    return icon;
  }

  private icon(group: Group, icon: HTMLCanvasElement, scale: number): void {
    const side = icon.width * scale;
    for (const [x, y] of this.seen(group.x, group.y, MARGIN)) {
      this.pen.drawImage(icon, x - side / 2, y - side / 2, side, side);
      this.spots.push({ x, y, radius: side / 2, group });
    }
  }

  private ring(one: Dot, radius: number, width: number, colour: string): void {
    this.pen.strokeStyle = colour;
    this.pen.lineWidth = width;
    for (const [x, y] of this.seen(one.x, one.y, MARGIN)) {
      this.pen.beginPath();
      this.pen.arc(x, y, radius, 0, 2 * Math.PI);
      this.pen.stroke();
    }
  }

  /** The radius of an incident's ground in pixels. */
  private reach(one: Dot): number {
    const km = one.radius_km || RADIUS[one.precision ?? 1] || 0;
    return ((km / EQUATOR_KM) * this.world) / Math.max(0.05, Math.cos((one.lat * Math.PI) / 180));
  }

  /** A soft circle around what is near a place or somewhere in a district. */
  private soft(one: Dot, dark: boolean): void {
    const precision = one.precision ?? 1;
    if (precision < 2 || precision >= VAGUE) return;
    const reach = this.reach(one);
    const { colour } = looks(dark)[one.standing];
    for (const [x, y] of this.seen(one.x, one.y, reach)) {
      const shade = this.pen.createRadialGradient(x, y, 0, x, y, reach);
      for (const [at, part] of [[0, "59"], [0.55, "4d"], [1, "00"]] as const) shade.addColorStop(at, colour + part);
      this.pen.fillStyle = shade;
      this.pen.fillRect(x - reach, y - reach, 2 * reach, 2 * reach);
    }
  }

  /** An area, shaded as a whole: by its outline, or by a circle where none is known. */
  private ground(one: Dot, outline: Outline | null, dark: boolean): void {
    const reach = this.reach(one);
    const [wide, high] = outline ? [outline.wide * this.world, outline.high * this.world] : [reach, reach];
    for (const [x, y] of this.seen(outline?.x ?? one.x, outline?.y ?? one.y, outline ? 0 : reach, wide, high)) {
      const path = new Path2D();
      if (outline) path.addPath(outline.path, new DOMMatrix([this.world, 0, 0, this.world, x, y]));
      else path.arc(x, y, reach, 0, 2 * Math.PI);
      this.shade(path, one, dark, !outline);
    }
  }

  private shade(path: Path2D, one: Dot, dark: boolean, rough: boolean): void {
    const { pen } = this;
    const { colour } = looks(dark)[one.standing];
    const lines = pen.createPattern(this.made(`hatch|${colour}`, () => hatch(colour)), "repeat")!;
    lines.setTransform(new DOMMatrix([0.5, 0, 0, 0.5, 0, 0]));
    pen.globalAlpha = 0.45;
    pen.fillStyle = lines;
    pen.fill(path, "evenodd");
    pen.globalAlpha = 1;
    pen.strokeStyle = colour;
    pen.lineWidth = 1.2;
    pen.setLineDash(rough ? [3, 3] : []);
    pen.stroke(path);
    pen.setLineDash([]);
  }
}
