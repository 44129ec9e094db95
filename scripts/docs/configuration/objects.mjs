import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const schema = `${root}config/schema/environment.ts`;

/**
 * Reads the type `EnvironmentInput` as a list of objects, the outermost first, with the fields of
 * each and the comments at the fields.
 */
export function configurationObjects() {
  const config = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile).config;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram([schema], { ...options, types: [] });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(schema);
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(file));
  const input = exported.find(({ name }) => name === "EnvironmentInput");
  return new Reader(checker, file).objects("", checker.getDeclaredTypeOfSymbol(input));
}

class Reader {
  constructor(checker, file) {
    this.checker = checker;
    this.file = file;
  }

  /**
   * The object at a path, or one object per variant, followed by those inside.
   * @param within the innermost variant that the object is part of
   */
  objects(path, type, within) {
    return this.alternatives(type).flatMap((alternative) => {
      const properties = this.inDeclaredOrder(this.checker.getPropertiesOfType(alternative));
      const discriminant = properties.find(({ name }) => name === "type");
      const fields = properties
        .filter((each) => each !== discriminant)
        .map((each) => this.field(each));
      const own = {
        path,
        type: discriminant && this.typeOf(discriminant).value,
        description: discriminant && this.commentOf(discriminant),
        fields,
        within,
      };
      const variant = own.type === undefined ? within : own;
      const inner = fields.flatMap((field) =>
        field.inner === undefined
          ? []
          : this.objects(path === "" ? field.path : `${path}.${field.path}`, field.inner, variant),
      );
      return [own, ...inner];
    });
  }

  field(symbol) {
    const type = this.typeOf(symbol);
    const { suffix, element } = this.element(type);
    const tag = symbol.getJsDocTags(this.checker).find(({ name }) => name === "default");
    return {
      name: symbol.name,
      path: `${symbol.name}${suffix}`,
      type: this.describe(type),
      isRequired: (symbol.flags & ts.SymbolFlags.Optional) === 0,
      description: this.commentOf(symbol),
      default: tag && ts.displayPartsToString(tag.text),
      inner: this.isOurObject(element) ? element : undefined,
    };
  }

  /** The type of the entries of an array or a record, and what a path appends for them. */
  element(type) {
    if (this.checker.isArrayType(type)) {
      return { suffix: "[]", element: this.checker.getTypeArguments(type)[0] };
    }
    const entry = this.isString(type) ? undefined : type.getStringIndexType();
    return entry ? { suffix: ".<name>", element: entry } : { suffix: "", element: type };
  }

  describe(type) {
    const { suffix, element } = this.element(type);
    if (suffix === "[]") return `array of ${plural(this.describe(element))}`;
    if (suffix !== "") return `${plural(this.describe(element))} by name`;
    if (this.isOurObject(type)) return "object";
    if (type.flags & ts.TypeFlags.Boolean) return "`true` or `false`";
    if (this.isString(type)) return "string";
    if (type.flags & ts.TypeFlags.Number) return "integer";
    const literals = type.isUnion() ? type.types : [type];
    return literals
      .map(({ value }) => value)
      .sort((a, b) => (a < b ? -1 : 1))
      .map((value) => `\`${JSON.stringify(value)}\``)
      .join(", ");
  }

  alternatives(type) {
    return type.isUnion()
      ? this.inDeclaredOrder(type.types, (each) => each.getProperty("type"))
      : [type];
  }

  isString(type) {
    return (type.flags & ts.TypeFlags.String) !== 0;
  }

  isOurObject(type) {
    return this.alternatives(type).every((each) => (each.flags & ts.TypeFlags.Object) !== 0);
  }

  typeOf(symbol) {
    return this.checker.getNonNullableType(
      this.checker.getTypeOfSymbolAtLocation(symbol, this.file),
    );
  }

  commentOf(symbol) {
    return ts
      .displayPartsToString(symbol.getDocumentationComment(this.checker))
      .replaceAll(/\s+/g, " ")
      .trim();
  }

  /** In the order of the schema: TypeScript lists required fields first. */
  inDeclaredOrder(items, symbolOf = (item) => item) {
    const place = (item) => {
      const [declaration] = symbolOf(item)?.declarations ?? [];
      return [declaration?.getSourceFile().fileName ?? "", declaration?.pos ?? 0];
    };
    const files = [...new Set(items.map((item) => place(item)[0]))];
    return [...items].sort((a, b) => {
      const [fileOfA, positionOfA] = place(a);
      const [fileOfB, positionOfB] = place(b);
      return files.indexOf(fileOfA) - files.indexOf(fileOfB) || positionOfA - positionOfB;
    });
  }
}

function plural(description) {
  if (["string", "integer", "object"].includes(description)) {
    return `${description}s`;
  }
  return description;
}
