/**
 * What all pages share: the frame around them, the parts they are made of, words in two languages, how amounts and times are
 * written, and how a form is read. Knows no customer, no rule and no network. Start reading at {@code Frame} and {@code Form}.
 */
@NullMarked
package cn.smspay.web.page;

import org.jspecify.annotations.NullMarked;
