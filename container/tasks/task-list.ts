export interface Task {
  readonly id: string;
  readonly title: string;
  /** `sub` of the user who added it; `null` for an example. */
  readonly addedBy: string | null;
}

const maxTasks = 100;

/** The example's tasks, in the memory of this container only. */
export class TaskList {
  readonly #tasks = new Map<string, Task>();

  constructor(titles: readonly string[]) {
    for (const title of titles) this.#put(title, null);
  }

  get isFull(): boolean {
    return this.#tasks.size >= maxTasks;
  }

  all(): readonly Task[] {
    return [...this.#tasks.values()];
  }

  get(id: string): Task | undefined {
    return this.#tasks.get(id);
  }

  /** @returns `undefined` when the list is full */
  add(title: string, addedBy: string): Task | undefined {
    return this.isFull ? undefined : this.#put(title, addedBy);
  }

  #put(title: string, addedBy: string | null): Task {
    const task = Object.freeze({ id: String(this.#tasks.size + 1), title, addedBy });
    this.#tasks.set(task.id, task);
    return task;
  }
}
