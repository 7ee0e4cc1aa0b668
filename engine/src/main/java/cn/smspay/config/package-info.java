/**
 * {@code conf/} read once into records; reports all faults together, each with its key and line.
 *
 * <p>Start at {@link cn.smspay.config.ConfigReader}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.config;
