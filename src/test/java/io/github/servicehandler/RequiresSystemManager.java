package io.github.servicehandler;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marker of integration tests that use a real system manager as root. They are skipped if no manager answers. Their
 * tag, {@code system-manager}, separates them from the tests that run as an ordinary user.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("system-manager")
@ExtendWith(RealSystemd.SystemAsRoot.class)
public @interface RequiresSystemManager {}
