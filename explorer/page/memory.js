// Where GraphiQL keeps tabs and history: in this page only. Queries and variables hold names and numbers of people, and
// the browser's own storage would keep them on a shared computer.

export class Memory {
  #entries = new Map();

  get length() {
    return this.#entries.size;
  }
  getItem(key) {
    return this.#entries.get(key) ?? null;
  }
  setItem(key, value) {
    this.#entries.set(key, value);
  }
  removeItem(key) {
    this.#entries.delete(key);
  }
  clear() {
    this.#entries.clear();
  }
}
