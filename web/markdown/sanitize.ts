import DOMPurify from 'dompurify';

const tags =
  'p br hr h1 h2 h3 h4 h5 h6 ul ol li blockquote table thead tbody tr th td strong em del code pre a span div button';
const plainAttributes = ['target', 'rel', 'class', 'align', 'start', 'type', 'tabindex', 'data-copy'];

/** The second barrier: `toBlocks` produces nothing that this would remove. */
export function sanitize(html: string): string {
  const safe = DOMPurify.sanitize(html, {
    ALLOWED_TAGS: tags.split(' '),
    ALLOWED_ATTR: ['href', ...plainAttributes],
    ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
    // Attributes whose values are not URLs.
    ADD_URI_SAFE_ATTR: plainAttributes,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_TRUSTED_TYPE: true,
  });
  // The DOM takes it where it takes HTML; TypeScript's DOM does not know Trusted Types yet.
  return safe as unknown as string;
}
