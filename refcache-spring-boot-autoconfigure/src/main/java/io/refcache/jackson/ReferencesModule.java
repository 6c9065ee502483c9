package io.refcache.jackson;

import io.refcache.Ref;
import tools.jackson.databind.module.SimpleModule;

/**
 * Reads a {@link Ref}: a text that is a reference of this cache is one, and anything else
 * is the value. What is written is said by the type itself.
 */
final class ReferencesModule extends SimpleModule {

	private static final long serialVersionUID = 1L;

	ReferencesModule(String cache) {
		super("refcache-references");
		addDeserializer(Ref.class, new RefDeserializer(cache));
	}

}
