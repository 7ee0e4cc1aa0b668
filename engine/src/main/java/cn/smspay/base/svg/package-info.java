/**
 * Pictures as SVG text that browsers and readers show without a style sheet. Knows nothing of what is drawn.
 *
 * <p>Start at {@link cn.smspay.base.svg.Svg}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.base.svg;
