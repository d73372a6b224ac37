/** Resource usage of services, read from their control groups on this machine. See cgroups(7). */
@NullMarked
package io.github.servicehandler.internal.cgroup;

import org.jspecify.annotations.NullMarked;
