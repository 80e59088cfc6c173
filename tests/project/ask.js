// Asks the site's own search without a browser: `node ask.js`, given { worker, index, queries } as JSON, answers with the places
// found for each query, best first.
let given = "";
process.stdin.on("data", (part) => (given += part));
process.stdin.on("end", () => {
  const { worker, index, queries } = JSON.parse(given);
  const found = [];
  // made anew for each query: the worker writes in what it is given, which a browser copies for it
  const filter = () => ({ input: { type: "operator", data: { operator: "and", operands: [] } }, aggregation: { input: [] } });
  globalThis.self = globalThis;
  globalThis.postMessage = ({ type, data }) => {
    if (type === 4) throw new Error("the search gave up");
    if (type === 3) found.push(data.items.map((item) => index.items[item.id].location));
    if (found.length === queries.length) process.stdout.write(JSON.stringify(found));
    else self.onmessage({ data: { type: 2, data: { input: queries[found.length], filter: filter() } } });
  };
  (0, eval)(worker);
  self.onmessage({ data: { type: 0, data: index } });
});
