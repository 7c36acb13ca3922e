// Incidents that lie close together on the screen, put together for the map.
//
// By the cells of a grid, anew at each turn of a filter and each move: 50,000 incidents take 5 ms,
// where a tree of all zooms, as MapLibre's own clusters are, takes 150 and more.

import { STANDINGS } from "./shapes";
import type { Dot } from "./types";

/** Pixels a cell is wide, and how near two groups may be: by eye. */
const CELL = 56;
const NEAR = 46;
/** Pixels that the whole world is wide at zoom 0. */
export const WORLD = 512;
/** From this zoom on each incident stands for itself. */
export const SINGLE = 12;

export interface Group {
  /** Indexes of the incidents; just one for one that stands alone. */
  members: number[];
  /** Where it is drawn on the web's square map. */
  x: number;
  y: number;
  /** How many of each standing, in the order of STANDINGS. */
  tally: number[];
}

type Heap = Pick<Group, "members" | "x" | "y">;

export class Points {
  constructor(readonly dots: Dot[]) {}

  /** What to draw at a zoom within bounds (west, south, east, north; west may be below -180). */
  groups(zoom: number, [west, south, east, north]: [number, number, number, number]): Group[] {
    const level = Math.floor(zoom);
    const cells = 2 ** level * (WORLD / CELL);
    const margin = 2 / cells;
    const left = west / 360 + 0.5 - margin;
    const right = east / 360 + 0.5 + margin;
    const row = (lat: number): number => 0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI);
    const top = row(Math.min(north, 85.05)) - margin;
    const bottom = row(Math.max(south, -85.05)) + margin;
    const heaps = new Map<number, Heap>();
    for (let index = 0; index < this.dots.length; index++) {
      const { x, y } = this.dots[index]!;
      if (y < top || y > bottom) continue;
      // The world repeats sideways.
      if (right - left < 1 && x + Math.ceil(left - x) > right) continue;
      const key = level < SINGLE ? Math.floor(x * cells) + Math.floor(y * cells) * 1e6 : index;
      const heap = heaps.get(key);
      if (!heap) heaps.set(key, { members: [index], x, y });
      else {
        heap.members.push(index);
        heap.x += x;
        heap.y += y;
      }
    }
    return (level < SINGLE ? joined(heaps, NEAR / (2 ** level * WORLD)) : [...heaps.values()]).map((heap) =>
      this.group(heap),
    );
  }

  private group({ members, x, y }: Heap): Group {
    const tally = STANDINGS.map(() => 0);
    for (const index of members) tally[STANDINGS.indexOf(this.dots[index]!.standing)]!++;
    return { members, x: x / members.length, y: y / members.length, tally };
  }

  /** The bounds of some: west, south, east, north. */
  bounds(members: number[]): [number, number, number, number] {
    const found: [number, number, number, number] = [180, 90, -180, -90];
    for (const index of members) {
      const { lon, lat } = this.dots[index]!;
      found[0] = Math.min(found[0], lon);
      found[1] = Math.min(found[1], lat);
      found[2] = Math.max(found[2], lon);
      found[3] = Math.max(found[3], lat);
    }
    return found;
  }
}

/** Heaps of neighbouring cells whose middles are near each other become one, the largest first. */
function joined(heaps: Map<number, Heap>, near: number): Heap[] {
  const found: Heap[] = [];
  const order = [...heaps].sort(([, a], [, b]) => b.members.length - a.members.length);
  for (const [key, heap] of order) {
    if (!heaps.delete(key)) continue;
    const { x, y } = heap;
    const count = heap.members.length;
    for (const step of [-1e6 - 1, -1e6, -1e6 + 1, -1, 1, 1e6 - 1, 1e6, 1e6 + 1]) {
      const other = heaps.get(key + step);
      if (!other) continue;
      const many = other.members.length;
      if (Math.hypot(other.x / many - x / count, other.y / many - y / count) > near) continue;
      heaps.delete(key + step);
      heap.members = heap.members.concat(other.members);
      heap.x += other.x;
      heap.y += other.y;
    }
    found.push(heap);
  }
  return found;
}
