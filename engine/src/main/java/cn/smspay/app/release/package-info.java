/**
 * Commands that let subscribers meet new dialogue files, and take them back.
 *
 * <p>Start at {@link cn.smspay.app.release.ReleaseCommand}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.app.release;
