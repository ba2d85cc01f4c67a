@org.jspecify.annotations.NullMarked
package io.lsdn.hostrunner.local;
