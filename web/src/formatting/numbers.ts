/** Numbers for people: as many digits as tell something, grouped, with a true minus sign. */

const grouped = new Map<number, Intl.NumberFormat>();

function fixed(value: number, decimals: number): string {
  let format = grouped.get(decimals);
  if (!format) {
    format = new Intl.NumberFormat("en-US", {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    grouped.set(decimals, format);
  }
  return format.format(value).replace("-", "−");
}

/** About `digits` significant digits: 12,431; 1,234.6; 0.004512; 1.2e15. */
export function formatNumber(value: number, digits = 5): string {
  if (Number.isNaN(value)) return "not a number";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  if (magnitude >= 15 || magnitude < -6) {
    return value
      .toExponential(Math.max(0, digits - 1))
      .replace("-", "−")
      .replace("e+", "e");
  }
  const decimals = Math.min(12, Math.max(0, digits - 1 - magnitude));
  const text = fixed(value, decimals);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** 12.3%, 0.04%, <0.01%, 100%: never a rounded 0 or 1 where it isn't. */
export function formatProbability(value: number): string {
  if (!Number.isFinite(value)) return "unknown";
  if (value <= 0) return "0%";
  if (value >= 1) return "100%";
  const percent = value * 100;
  if (percent < 0.01) return "<0.01%";
  if (percent > 99.99) return ">99.99%";
  return `${fixed(percent, percent < 1 || percent > 99 ? 2 : 1)}%`;
}

export function formatCount(value: number): string {
  return fixed(Math.round(value), 0);
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

const byteUnits = ["bytes", "kB", "MB", "GB", "TB"];

export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? formatCount(value) : fixed(value, value < 10 ? 1 : 0)} ${byteUnits[unit] ?? ""}`;
}

/** 0.4 s, 12 s, 3 min 20 s, 2 h 5 min. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return "unknown";
  if (seconds < 0.001) return "under 1 ms";
  if (seconds < 1) return `${fixed(seconds * 1000, 0)} ms`;
  if (seconds < 10) return `${fixed(seconds, 1)} s`;
  if (seconds < 60) return `${fixed(seconds, 0)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** 640,000 a second, 3.2 million a second. */
export function formatRate(perSecond: number): string {
  if (perSecond >= 1e6) return `${fixed(perSecond / 1e6, 1)} million trials a second`;
  return `${formatCount(perSecond)} trials a second`;
}
