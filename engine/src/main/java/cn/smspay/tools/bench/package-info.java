/**
 * Measures what is run: the load generator, its peers, its reports.
 *
 * <p>Start at {@link cn.smspay.tools.bench.BenchCommands}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.tools.bench;
