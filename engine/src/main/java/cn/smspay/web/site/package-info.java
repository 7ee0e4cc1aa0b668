/**
 * The customer's web site and the checkout: one file for each page act, each with the record of its form. It knows what is
 * shown and asked; what may be done is decided behind {@code SiteService}. Start reading at {@code SiteRoutes}.
 */
@NullMarked
package cn.smspay.web.site;

import org.jspecify.annotations.NullMarked;
