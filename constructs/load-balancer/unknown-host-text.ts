/** Body of the edge's 404 for a host name that no application has; the doctor tells it by this text. */
export const unknownHostText = "There is no application with this host name.";
