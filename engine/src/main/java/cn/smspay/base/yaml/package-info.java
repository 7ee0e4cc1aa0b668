/**
 * YAML files as people write them: every scalar as text, every value with its line, every fault with file and line.
 *
 * <p>Start at {@link cn.smspay.base.yaml.YamlFile}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.base.yaml;
