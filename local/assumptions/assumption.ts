/** Something about AWS that the local stage relies on. */
export interface Assumption {
  readonly id: string;
  readonly claim: string;
  /** `documented`: AWS documents it. `seen in the field`: a deployment did so. `undocumented`: no source is known. */
  readonly evidence: 'documented' | 'seen in the field' | 'undocumented';
  /** AWS's page, or who saw it. For `undocumented`, the page that comes closest. */
  readonly reference?: string;
}
