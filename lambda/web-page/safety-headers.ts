const policy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  // The page's icon and what a person attaches.
  'img-src': "'self' data: blob:",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
  // No text becomes markup but what DOMPurify has read.
  'require-trusted-types-for': "'script'",
  'trusted-types': 'dompurify',
};

/**
 * On every answer of the page: it runs and loads nothing but its own files, speaks with its own origin only, can't be framed, and no
 * link in an answer sends a referrer.
 */
export const safetyHeaders = {
  'content-security-policy': Object.entries(policy)
    .map(([directive, value]) => `${directive} ${value}`)
    .join('; '),
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
} as const;
