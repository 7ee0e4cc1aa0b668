/**
 * The HTTP door on the loopback interface: health, figures, imports.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.http;
