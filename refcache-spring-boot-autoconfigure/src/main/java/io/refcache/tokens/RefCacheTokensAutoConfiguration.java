package io.refcache.tokens;

import com.knuddels.jtokkit.api.Encoding;
import io.refcache.autoconfigure.RefCacheAutoConfiguration;
import io.refcache.preview.SizeMeasurer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for sizes in tokens.
 *
 * @since 0.1.0
 */
@AutoConfiguration(before = RefCacheAutoConfiguration.class)
@ConditionalOnClass(Encoding.class)
@ConditionalOnBooleanProperty(name = "refcache.enabled", matchIfMissing = true)
@ConditionalOnProperty(name = "refcache.preview.unit", havingValue = "tokens", matchIfMissing = true)
public final class RefCacheTokensAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SizeMeasurer refCacheTokenMeasurer() {
		return new TokenMeasurer();
	}

}
