export interface Task {
  readonly id: string;
  readonly title: string;
  /** `sub` of the user who added it. */
  readonly addedBy: string | null;
}

const maxTasks = 100;

/** The example's tasks, in this container's memory: gone with it, and not shared with its sisters. */
export class TaskList {
  readonly #tasks = new Map<string, Task>();

  constructor(titles: readonly string[]) {
    for (const title of titles) this.#put(title, null);
  }

  all(): readonly Task[] {
    return [...this.#tasks.values()];
  }

  get(id: string): Task | undefined {
    return this.#tasks.get(id);
  }

  /** `undefined` when there is no room left. */
  add(title: string, addedBy: string): Task | undefined {
    return this.#tasks.size < maxTasks ? this.#put(title, addedBy) : undefined;
  }

  #put(title: string, addedBy: string | null): Task {
    const task = Object.freeze({ id: String(this.#tasks.size + 1), title, addedBy });
    this.#tasks.set(task.id, task);
    return task;
  }
}
