/** Commands of operators beside the service itself: setting up, trying out, keeping and restoring. */
@org.jspecify.annotations.NullMarked
package cn.smspay.app.ops;
