/** Commands about terminals of merchants: batches handed in as files. */
@org.jspecify.annotations.NullMarked
package cn.smspay.app.pos;
