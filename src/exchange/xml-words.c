/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What libxml2 says is meant for those who write parsers; this says it to those who sent a file. */
#include "exchange/xml-words.h"

#include <glib/gi18n-lib.h>
#include <libxml/xmlerror.h>

typedef struct
{
  int         code;
  const char *sentence;
} Words;

static const Words syntax[] = {
  { XML_ERR_DOCUMENT_EMPTY, N_("This is not an XML file: it does not begin with an element.") },
  { XML_ERR_DOCUMENT_START, N_("This is not an XML file: it does not begin with an element.") },
  { XML_ERR_DOCUMENT_END, N_("There is something after the end of the document.") },
  { XML_ERR_TAG_NOT_FINISHED, N_("The file breaks off before its end.") },
  { XML_ERR_TAG_NAME_MISMATCH, N_("An element is closed by the end tag of another one.") },
  { XML_ERR_GT_REQUIRED, N_("A tag has no “>” at its end.") },
  { XML_ERR_LT_IN_ATTRIBUTE, N_("An attribute holds “<”, which has to be written “&lt;”.") },
  { XML_ERR_ATTRIBUTE_NOT_STARTED, N_("The value of an attribute is not in quotes.") },
  { XML_ERR_ATTRIBUTE_NOT_FINISHED, N_("The value of an attribute has no closing quote.") },
  { XML_ERR_ATTRIBUTE_WITHOUT_VALUE, N_("An attribute has no value.") },
  { XML_ERR_ATTRIBUTE_REDEFINED, N_("An element has the same attribute twice.") },
  { XML_ERR_SPACE_REQUIRED, N_("There is no blank between two attributes.") },
  { XML_ERR_INVALID_CHAR, N_("There is a character that XML does not allow.") },
  { XML_ERR_INVALID_CHARREF, N_("A character is written by a number that XML does not allow.") },
  { XML_ERR_INVALID_HEX_CHARREF, N_("A character is written by a number that XML does not allow.") },
  { XML_ERR_INVALID_DEC_CHARREF, N_("A character is written by a number that XML does not allow.") },
  { XML_ERR_NAME_REQUIRED, N_("There is a “<” or “&” that has to be written “&lt;” or “&amp;”.") },
  { XML_ERR_ENTITYREF_NO_NAME, N_("There is a “&” that has to be written “&amp;”.") },
  { XML_ERR_ENTITYREF_SEMICOL_MISSING, N_("There is a “&” that has to be written “&amp;”.") },
  { XML_ERR_UNDECLARED_ENTITY, N_("An entity is used that is not one of XML’s own five.") },
  { XML_WAR_UNDECLARED_ENTITY, N_("An entity is used that is not one of XML’s own five.") },
  { XML_ERR_MISPLACED_CDATA_END, N_("A text holds “]]>”, which has to be written “]]&gt;”.") },
  { XML_ERR_RESERVED_XML_NAME, N_("The XML declaration is not at the very start of the file.") },
  { XML_NS_ERR_UNDEFINED_NAMESPACE, N_("A prefix is used that no namespace was declared for.") },
};

static const Words schema[] = {
  { XML_SCHEMAV_ELEMENT_CONTENT, N_("This is not allowed here, or something is missing before it.") },
  { XML_SCHEMAV_CVC_ELT_1, N_("The document is not a casebook of this program (namespace urn:smeda:rabta:1).") },
  { XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1, N_("The value does not have the form that is required here.") },
  { XML_SCHEMAV_CVC_PATTERN_VALID, N_("The value does not have the form that is required here.") },
  { XML_SCHEMAV_CVC_ENUMERATION_VALID, N_("The value is none of those allowed here.") },
  { XML_SCHEMAV_CVC_MAXLENGTH_VALID, N_("The text is too long.") },
  { XML_SCHEMAV_CVC_MINLENGTH_VALID, N_("The element is empty; leave it out instead.") },
  { XML_SCHEMAV_CVC_MAXINCLUSIVE_VALID, N_("The number is too large.") },
  { XML_SCHEMAV_CVC_MININCLUSIVE_VALID, N_("The number is too small.") },
  { XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3, N_("There is text where only elements may be.") },
  { XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1, N_("There is an attribute that is not allowed here.") },
  { XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2, N_("There is an attribute that is not allowed here.") },
  { XML_SCHEMAV_CVC_COMPLEX_TYPE_4, N_("A required attribute is missing.") },
  { XML_SCHEMAV_CVC_TYPE_3_1_1, N_("There is an attribute that is not allowed here.") },
  { XML_SCHEMAV_CVC_TYPE_3_1_2, N_("There is an element where only text may be.") },
};

static const char *
find_words (const Words *words,
            guint        n_words,
            int          code)
{
  for (guint i = 0; i < n_words; i++)
    if (words[i].code == code)
      return _(words[i].sentence);

  return NULL;
}

/**
 * rabta_xml_words_for_syntax: (skip)
 * @code: code of an error of libxml2's parser
 * @detail: (nullable): a name that goes with it
 *
 * Returns: (transfer full): a sentence for people
 */
char *
rabta_xml_words_for_syntax (int         code,
                            const char *detail)
{
  const char *words = find_words (syntax, G_N_ELEMENTS (syntax), code);

  if (code == XML_ERR_TAG_NAME_MISMATCH && detail != NULL)
    return g_strdup_printf (_("The element “%s” is closed by the end tag of another one."), detail);

  return g_strdup (words != NULL ? words : _("The XML is damaged here."));
}

/**
 * rabta_xml_words_for_schema: (skip)
 * @code: code of an error of libxml2's schema validation
 *
 * Returns: (transfer full): a sentence for people
 */
char *
rabta_xml_words_for_schema (int code)
{
  const char *words = find_words (schema, G_N_ELEMENTS (schema), code);

  return g_strdup (words != NULL ? words : _("The schema of casebook files does not allow this."));
}
