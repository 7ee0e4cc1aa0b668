/** Pictures as SVG text that browsers and readers show without a style sheet. Knows nothing of what is drawn. */
@NullMarked
package cn.smspay.svg;

import org.jspecify.annotations.NullMarked;
