/** The libraries of SAML, behind types of our own: theirs would declare browsers' globals everywhere. */
export { SAML, ValidateInResponseTo } from "@node-saml/node-saml";
export { DOMParser } from "@xmldom/xmldom";
