/** The fictional Yunlan Province: cities, counties, townships and their outlines. For development and tests only. */

const counties = [
  ['石岭县', 'Shiling', 0], ['望北区', 'Wangbei', 1], ['云屏县', 'Yunping', 1], ['沙汀县', 'Shating', 2],
  ['霞渡县', 'Xiadu', 0], ['岚城区', 'Lancheng', 0], ['棠溪区', 'Tangxi', 1], ['海塘区', 'Haitang', 2],
  ['柏桥区', 'Baiqiao', 0], ['青砚县', 'Qingyan', 1], ['雁浦区', 'Yanpu', 1], ['澳口区', 'Aokou', 2],
];
const cities = [['岚安市', "Lan'an"], ['望川市', 'Wangchuan'], ['汐州市', 'Xizhou']];
const townships = { 6: [['柳巷街道', 'Liuxiang'], ['渡头镇', 'Dutou'], ['锦和街道', 'Jinhe'], ['北岭镇', 'Beiling']], 10: [['老港街道', 'Laogang'], ['江湾街道', 'Jiangwan'], ['盐仓镇', 'Yancang'], ['砚台镇', 'Yantai']] };

const wobble = (x, y, k) => Math.sin(x * 12.9898 + y * 78.233 + k * 37.719) * 0.11;
const corner = (x, y) => [119.2 + x * 0.55 + wobble(x, y, 1), 29.9 - y * 0.45 + wobble(x, y, 2)];

function edge(from, to, key) {
  const points = [];
  for (let step = 0; step < 6; step += 1) {
    const t = step / 6;
    const bend = step === 0 ? 0 : Math.sin(step * 2.3 + key) * 0.025;
    points.push([from[0] + (to[0] - from[0]) * t + bend, from[1] + (to[1] - from[1]) * t + bend]);
  }
  return points;
}

function side(a, b) {
  const [p, q] = [corner(...a), corner(...b)];
  const key = a[0] * 3 + a[1] * 7 + b[0] * 11 + b[1] * 13;
  const forward = a[0] + a[1] <= b[0] + b[1];
  return forward ? edge(p, q, key) : [p, ...edge(q, p, b[0] * 3 + b[1] * 7 + a[0] * 11 + a[1] * 13).slice(1).reverse()];
}

function ring(x, y, size = 1) {
  const corners = [[x, y], [x + size, y], [x + size, y + size], [x, y + size]];
  const points = corners.flatMap((one, index) => side(one, corners[(index + 1) % 4]));
  return [...points, points[0]];
}

const area = (id, code, zh, en, level, parent, extra = {}) => ({ id, code, name: { zh, en }, level, parent_id: parent, population: null, has_children: false, ...extra });

export const province = area('are_33', '330000', '云澜省', 'Yunlan Province', 'province', null, { has_children: true, population: 21400000 });
export const cityAreas = cities.map(([zh, en], index) => area(`are_33${index + 1}`, `330${index + 1}00`, zh, en, 'city', province.id, { has_children: true }));
export const countyAreas = counties.map(([zh, en, city], index) => ({
  ...area(`are_c${index}`, `3301${String(index + 1).padStart(2, '0')}`, zh, `${en} ${zh.endsWith('县') ? 'County' : 'District'}`, 'county', cityAreas[city].id, { has_children: index in townships, population: 300000 + index * 41000 }), cell: [index % 4, Math.floor(index / 4)],
}));
export const townshipAreas = Object.entries(townships).flatMap(([county, names]) => names.map(([zh, en], index) => ({
  ...area(`are_t${county}${index}`, `${countyAreas[county].code}00${index + 1}`, zh, en, 'township', countyAreas[county].id), cell: [countyAreas[county].cell[0] + (index % 2) / 2, countyAreas[county].cell[1] + Math.floor(index / 2) / 2],
})));

function feature(one, size) {
  const coordinates = [ring(...one.cell, size)];
  const label = corner(one.cell[0] + size / 2, one.cell[1] + size / 2);
  return { type: 'Feature', id: one.id, properties: { id: one.id, code: one.code, name_zh: one.name.zh, name_en: one.name.en, level: one.level, parent_id: one.parent_id, label }, geometry: { type: 'Polygon', coordinates } };
}

/** Give outlines for a level under a parent. */
export function shapes(level, parent) {
  const features = level === 'county' ? countyAreas.map((one) => feature(one, 1))
    : level === 'township' ? townshipAreas.filter((one) => one.parent_id === parent).map((one) => feature(one, 0.5))
      : cityAreas.map((one) => ({ type: 'Feature', id: one.id, properties: { id: one.id, name_zh: one.name.zh, name_en: one.name.en, level: 'city' }, geometry: { type: 'MultiPolygon', coordinates: countyAreas.filter((county) => county.parent_id === one.id).map((county) => [ring(...county.cell)]) } }));
  return { type: 'FeatureCollection', features: level === 'city' ? [] : features };
}
