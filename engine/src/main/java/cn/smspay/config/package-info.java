/**
 * {@code conf/} read once into records; reports all faults together, each with its key and line.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.config;
