/**
 * The manager of the fake, which loads units, plans transactions and runs jobs, as in systemd's manager.c,
 * transaction.c and job.c.
 */
@NullMarked
package io.github.servicehandler.testing.internal.manager;

import org.jspecify.annotations.NullMarked;
