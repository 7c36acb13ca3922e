// One shape a family of types and one look a standing, for the map (canvas) and the page (SVG).
// A symbol never speaks by colour alone: standing also shows in fill and outline.

import type { Standing } from "./types";

function burst(points: number, outer: number, inner: number): string {
  const steps = Array.from({ length: points * 2 }, (_, index) => {
    const radius = index % 2 ? inner : outer;
    const angle = (Math.PI * index) / points - Math.PI / 2;
    return `${(12 + radius * Math.cos(angle)).toFixed(2)} ${(12 + radius * Math.sin(angle)).toFixed(2)}`;
  });
  return `M${steps.join("L")}Z`;
}

/** SVG paths in a box of 24 by 24. */
export const SHAPES: Record<string, string> = {
  battle: "M5 2.5 12 9.5 19 2.5 21.5 5 14.5 12 21.5 19 19 21.5 12 14.5 5 21.5 2.5 19 9.5 12 2.5 5Z",
  strike: "M2.5 4H21.500L12 21.500Z",
  explosion: burst(8, 10.5, 5.6),
  civilians: "M12 2.500A9.5 9.5 0 1 1 12 21.5 9.5 9.5 0 1 1 12 2.500Z",
  unrest: "M3.5 3.500H20.500V20.500H3.500Z",
  forces: "M12 2.5 21.5 11V21H2.500V11Z",
  control: "M4 2.500H21.500L17.5 9 21.5 15.500H7.500V22H4Z",
  security: "M12 2 20.5 5V12C20.5 17 16.5 20.5 12 22.5 7.5 20.5 3.5 17 3.5 12V5Z",
  diplomacy: "M2.5 4H21.500V17H12.500L7 22V17H2.500Z",
  humanitarian: "M8.5 2.500H15.500V8.500H21.500V15.500H15.500V21.500H8.500V15.500H2.500V8.500H8.500Z",
  losses: "M7 3H17L22 12 17 21H7L2 12Z",
};

export const FAMILIES = Object.keys(SHAPES);
export const STANDINGS: Standing[] = [
  "corroborated",
  "one-sided",
  "disputed",
  "denied",
  "feared",
];

interface Look {
  colour: string;
  /** full, half (left half only), none */
  fill: "full" | "half" | "none";
  width: number;
  dash: number[];
  strike: boolean;
}

const LIGHT = ["#1461a8", "#a85f00", "#97248f", "#59616b", "#007a6c"];
const DARK = ["#66b2f5", "#f0a93f", "#e58be0", "#a9b2bd", "#3fd0bb"];

export function looks(dark: boolean): Record<Standing, Look> {
  const [blue, amber, purple, grey, teal] = (dark ? DARK : LIGHT) as [
    string,
    string,
    string,
    string,
    string,
  ];
  return {
    corroborated: { colour: blue, fill: "full", width: 2.6, dash: [], strike: false },
    "one-sided": { colour: amber, fill: "full", width: 0, dash: [], strike: false },
    disputed: { colour: purple, fill: "half", width: 1.8, dash: [], strike: false },
    denied: { colour: grey, fill: "none", width: 1.8, dash: [], strike: true },
    feared: { colour: teal, fill: "none", width: 1.8, dash: [2.4, 2], strike: false },
  };
}

function canvas(size: number): CanvasRenderingContext2D {
  const element = document.createElement("canvas");
  element.width = element.height = size;
  return element.getContext("2d")!;
}

/** The symbol of a family and standing, for the map at twice its size. */
export function symbol(family: string, standing: Standing, dark: boolean): HTMLCanvasElement {
  const size = 60;
  const context = canvas(size);
  const look = looks(dark)[standing];
  const ground = dark ? "#10161d" : "#ffffff";
  const path = new Path2D(SHAPES[family] ?? SHAPES.civilians);
  context.translate(7, 7);
  context.scale(46 / 24, 46 / 24);
  context.lineJoin = "round";
  context.strokeStyle = ground;
  context.lineWidth = 5;
  context.stroke(path);
  context.fillStyle = ground;
  context.fill(path);
  context.fillStyle = look.colour;
  if (look.fill === "full") context.fill(path);
  if (look.fill === "half") {
    context.save();
    context.clip(path);
    context.fillRect(0, 0, 12, 24);
    context.restore();
  }
  if (standing === "corroborated") {
    context.save();
    context.clip(path);
    context.strokeStyle = ground;
    context.lineWidth = 5.4;
    context.stroke(path);
    context.restore();
  }
  if (look.width) {
    context.strokeStyle = look.colour;
    context.lineWidth = look.width;
    context.setLineDash(look.dash);
    context.stroke(path);
  }
  if (look.strike) {
    context.setLineDash([]);
    context.beginPath();
    context.moveTo(3, 21);
    context.lineTo(21, 3);
    context.stroke();
  }
  return context.canvas;
}

/** A cluster: a ring of shares by standing around the number of incidents. */
export function donut(counts: number[], dark: boolean): HTMLCanvasElement {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const size = total < 10 ? 68 : total < 100 ? 80 : total < 1000 ? 96 : 112;
  const context = canvas(size);
  const middle = size / 2;
  context.fillStyle = dark ? "#1b242e" : "#ffffff";
  context.beginPath();
  context.arc(middle, middle, middle - 2, 0, 2 * Math.PI);
  context.fill();
  const all = looks(dark);
  let angle = -Math.PI / 2;
  context.lineWidth = 9;
  STANDINGS.forEach((standing, index) => {
    const share = ((counts[index] ?? 0) / total) * 2 * Math.PI;
    if (!share) return;
    context.strokeStyle = all[standing].colour;
    context.beginPath();
    context.arc(middle, middle, middle - 8, angle, angle + share);
    context.stroke();
    angle += share;
  });
  context.fillStyle = dark ? "#f1f5f9" : "#131a21";
  context.font = `600 ${total < 1000 ? 25 : 23}px system-ui, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const shown = total < 10000 ? String(total) : `${Math.round(total / 1000)}k`;
  context.fillText(shown, middle, middle + 1);
  return context.canvas;
}

/** Slanting lines: ground that is meant as a whole, not a point in it. */
export function hatch(colour: string): HTMLCanvasElement {
  const size = 16;
  const context = canvas(size);
  context.strokeStyle = colour;
  context.lineWidth = 1.6;
  for (const offset of [-size, 0, size]) {
    context.beginPath();
    context.moveTo(offset, size);
    context.lineTo(offset + size, 0);
    context.stroke();
  }
  return context.canvas;
}
