package io.github.servicehandler;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks integration tests that talk, as root, to a real system manager. They are skipped where none answers. By their tag,
 * {@code system-manager}, they can be run apart from those that run as an ordinary user.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("system-manager")
@ExtendWith(RealSystemd.SystemAsRoot.class)
public @interface RequiresSystemManager {}
