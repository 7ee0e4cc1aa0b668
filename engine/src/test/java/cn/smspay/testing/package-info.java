/** Fakes with a memory and the clock that tests turn by hand. No tests here. */
@org.jspecify.annotations.NullMarked
package cn.smspay.testing;
