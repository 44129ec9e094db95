/** Style sheets that the hosted UI and the inspector share; the build copies them beside the bundle. */
export const designFolder = new URL("./design/", import.meta.url);
