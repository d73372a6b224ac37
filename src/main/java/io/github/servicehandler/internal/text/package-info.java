/**
 * Text from others, such as programs and files, in a form that is safe to show; JSON; and the lists and times that
 * systemctl prints.
 */
@NullMarked
package io.github.servicehandler.internal.text;

import org.jspecify.annotations.NullMarked;
